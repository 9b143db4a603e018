// Drives static/js/shared/live.js from node for tests/live/test_page_side.py: JSON lines in, JSON lines out.
import { createInterface } from "node:readline";
import { connect } from "../../static/js/shared/live.js";

const [url, cookie, workshop, role] = process.argv.slice(2);
const say = (/** @type {string} */ kind, /** @type {any} */ what) =>
  console.log(JSON.stringify({ kind, what }));

const live = connect({
  url,
  workshop,
  role: /** @type {any} */ (role),
  socket: { extraHeaders: { Cookie: cookie } },
  onSnapshot: (snapshot) => say("snapshot", { seq: snapshot.seq, audience: snapshot.audience }),
  onRecords: (changes) => say("records", changes),
  onState: (state, detail) => say("state", { state, ...detail }),
  onNotice: (notice) => say("notice", notice),
  onPresence: (presence) => say("presence", presence),
});

for await (const line of createInterface({ input: process.stdin })) {
  const [verb, payload] = JSON.parse(line);
  if (verb === "seq") say("seq", live.seq());
  else if (verb === "now") say("now", live.now());
  else live.send(verb, payload).then((answer) => say("answer", answer));
}
live.close();
