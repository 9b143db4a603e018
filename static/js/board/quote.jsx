// A quote: one note alone, grown out of the wall; nothing else competes with it.
import { theDay } from "../shared/reading.js";
import { best } from "../shared/words.js";
import { language } from "./context.js";
import { NoteAlone } from "./note.jsx";
import { Sea } from "./sea.jsx";

/** @param {{feed: import("../shared/feed.js").Feed}} props */
export function Quote({ feed }) {
  const note = feed.get("note", theDay(feed)?.scene_note ?? "");
  const prompt = feed.get("prompt", note?.prompt ?? "");
  return (
    <>
      {note ? <NoteAlone key={note.id} note={note} prompt={prompt} /> : <main class="sky" />}
      <Sea feed={feed} left={prompt && best(prompt.title, language).text} />
    </>
  );
}
