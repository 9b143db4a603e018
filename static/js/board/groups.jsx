// Groups: who sits where in the round of now; pages turn by themselves.
import { roundNow } from "../shared/reading.js";
import { resized, say } from "./context.js";
import { namePages, PAGE_SECONDS } from "./pages.js";
import { usePage } from "./paging.js";
import { stage } from "./scale.js";
import { Sea } from "./sea.jsx";

const MOST_IN_INDEX = 5;

/** @param {{feed: import("../shared/feed.js").Feed}} props */
export function Groups({ feed }) {
  const round = roundNow(feed);
  const groups = feed.all("group").filter((group) => group.round === round?.id);
  resized.value;
  const { width, height } = stage();
  const fits = {
    columns: Math.floor((width - 168) / 580),
    rows: Math.floor((height - 148 - 230) / 86),
  };
  const { columns, pages } = namePages(groups, fits);
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
        {pages.length > 0 && (
          <Names key={page} columns={columns} rows={fits.rows} seats={pages[page].seats} />
        )}
      </main>
      <Sea feed={feed} left={say("board.on_badge")} right={right} />
    </>
  );
}

/** @param {{columns: number, rows: number, seats: import("./pages.js").Seat[]}} props */
function Names({ columns, rows, seats }) {
  return (
    <ul class="names num turning" style={{ "--columns": columns, "--rows": rows }}>
      {seats.map((seat) => (
        <li>
          <Name name={seat.name} />
          <b>{seat.table}</b>
        </li>
      ))}
    </ul>
  );
}

/** A name may end in dots where it is long, what tells it from its like may not: "Anne-Marg… (Fo)".
 * @param {{name: string}} props */
function Name({ name }) {
  const at = name.lastIndexOf(" (");
  if (at < 0) return <span>{name}</span>;
  return (
    <>
      <span>{name.slice(0, at + 1)}</span>
      <span class="names__tail">{name.slice(at + 1)}</span>
    </>
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
