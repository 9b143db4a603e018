// Groups: who sits where in the round of now; pages turn by themselves.
import { useEffect, useState } from "preact/hooks";
import { roundNow } from "../shared/reading.js";
import { say } from "./context.js";
import { namePages, PAGE_SECONDS } from "./pages.js";
import { Sea } from "./sea.jsx";

const MOST_IN_INDEX = 5;

/** Counts up each time a page has stood long enough. @param {number} pages @param {number} seconds */
export function usePage(pages, seconds) {
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    if (pages < 2) return;
    const turning = setInterval(() => setTurn((n) => n + 1), seconds * 1000);
    return () => clearInterval(turning);
  }, [pages, seconds]);
  return pages ? turn % pages : 0;
}

/** @param {{feed: import("../shared/feed.js").Feed}} props */
export function Groups({ feed }) {
  const round = roundNow(feed);
  const groups = feed.all("group").filter((group) => group.round === round?.id);
  const { columns, pages } = namePages(groups);
  const page = usePage(pages.length, PAGE_SECONDS);
  const right = round && say("shared.round", { number: round.number });
  return (
    <>
      <main class="sky groups">
        <div class="index">
          <h1 class="say">{say("board.find_table")}</h1>
          <Index ranges={pages.map((one) => one.range)} page={page} />
        </div>
        {pages.length === 0 && <p class="from groups__none">{say("board.no_groups")}</p>}
        {pages.length > 0 && <Names key={page} columns={columns} seats={pages[page].seats} />}
      </main>
      <Sea feed={feed} left={say("board.on_badge")} right={right} />
    </>
  );
}

/** @param {{columns: number, seats: import("./pages.js").Seat[]}} props */
function Names({ columns, seats }) {
  return (
    <ul class="names num turning" data-columns={columns}>
      {seats.map((seat) => (
        <li>
          <span>{seat.name}</span>
          <b>{seat.table}</b>
        </li>
      ))}
    </ul>
  );
}

/** @param {{ranges: string[], page: number}} props */
function Index({ ranges, page }) {
  if (ranges.length < 2) return null;
  if (ranges.length > MOST_IN_INDEX) {
    const places = { range: ranges[page], page: page + 1, pages: ranges.length };
    return <span aria-current="true">{say("board.page_of", places)}</span>;
  }
  return (
    <>
      {ranges.map((range, at) => (
        <span aria-current={at === page ? "true" : undefined}>{range}</span>
      ))}
    </>
  );
}
