// The vote on the phone: dots are given with a tap, and the result stands here when it is revealed.
import { newId } from "../shared/ids.js";
import { theDay } from "../shared/reading.js";
import { emptyBallot, left, moved, ownOrder, waits } from "./ballot.js";
import { fill, h, icon, keyed, the, write } from "./dom.js";
import { settles } from "./notes.js";

/** @typedef {import("./ballot.js").Vote} Vote */
/** @typedef {import("./ballot.js").Ballot} Ballot */

const AGAIN_MS = 3_000;

export class Voting {
  /** @param {import("./app.js").App} app @param {string} name under which ballots are kept */
  constructor(app, name) {
    this.app = app;
    this.name = name;
    /** @type {Map<string, Ballot>} */
    this.ballots = new Map();
    this.sending = false;
  }

  /** The vote that the moderator has opened last. @returns {Vote | undefined} */
  vote() {
    const { records } = this.app;
    return records.get("vote", theDay(records)?.scene_vote ?? "");
  }

  draw() {
    const vote = this.app.me.role === "table" ? undefined : this.vote();
    the("tab-vote").hidden = !vote;
    if (!vote) return;
    const { say } = this.app;
    const ballot = this.ballot(vote.id);
    const isOpen = vote.state === "open";
    write(the("vote-title"), vote.title);
    const free = left(vote, ballot);
    the("vote-dots").hidden = !isOpen;
    fill(the("vote-free"), ...dots(vote.dots - free), ...dots(free, " dot--free"));
    write(the("vote-left"), say("phone.dots_left", { n: free }));
    write(the("vote-state"), this.state(vote, ballot));
    const order = vote.result ? byDots(vote) : ownOrder(vote, ballot.secret);
    keyed(
      the("vote-list"),
      order.filter((place) => vote.choices[place]),
      (place) => JSON.stringify([vote.id, place, vote.choices[place], vote.state]),
      (place) => this.row(vote, place),
    );
    for (const row of the("vote-list").children) this.freshen(row, vote, ballot);
    if (isOpen && waits(ballot)) this.send(vote.id);
  }

  /** @param {Vote} vote @param {Ballot} ballot */
  state(vote, ballot) {
    const { say } = this.app;
    if (vote.result) return say("phone.vote_result", { n: vote.voters ?? 0 });
    if (vote.state !== "open") return say("phone.vote_closed");
    if (ballot.no) return this.app.why({ code: ballot.no, data: {} });
    if (waits(ballot) && !this.sending) return say("phone.vote_waits");
    return say(ballot.saved ? "phone.vote_saved" : "phone.vote_secret");
  }

  /** @param {Vote} vote @param {number} place */
  row(vote, place) {
    const { say } = this.app;
    const text = vote.choices[place];
    const step = (
      /** @type {string} */ name,
      /** @type {1 | -1} */ by,
      /** @type {string} */ word,
    ) =>
      h(
        "button",
        {
          class: "button button--icon",
          type: "button",
          "data-by": String(by),
          "aria-label": `${say(word)}: ${text}`,
          onclick: () => this.give(place, by),
        },
        icon(name),
      );
    const given = h("p", { class: "dots" });
    return h(
      "li",
      { class: "vote", "data-place": String(place) },
      h("div", {}, h("p", { class: "vote__name" }, text), given),
      vote.state === "open" &&
        h(
          "div",
          { class: "vote__steps" },
          step("minus", -1, "phone.dot_back"),
          step("plus", 1, "phone.dot_give"),
        ),
    );
  }

  /** @param {Element} row @param {Vote} vote @param {Ballot} ballot */
  freshen(row, vote, ballot) {
    const { say } = this.app;
    const place = Number(row.getAttribute("data-place"));
    const own = ballot.dots[place] ?? 0;
    const shown = /** @type {Element} */ (row.querySelector(".dots"));
    const all = vote.result ? say("phone.dots", { n: vote.result[place] ?? 0 }) : "";
    const mine = own ? say("phone.dots_own", { n: own }) : "";
    const words = [all, mine].filter(Boolean).join(", ");
    fill(shown, ...dots(own), words && h("span", { class: "quiet small" }, words));
    for (const button of row.querySelectorAll("button")) {
      const by = button.dataset.by === "1" ? 1 : -1;
      // Left in place while it has the focus: a button that goes takes the reader's place with it.
      const useless = moved(vote, ballot, place, by) === ballot;
      button.classList.toggle("button--useless", useless);
      button.setAttribute("aria-disabled", String(useless));
    }
  }

  /** @param {number} place @param {1 | -1} by */
  give(place, by) {
    const vote = this.vote();
    if (vote?.state !== "open") return;
    this.keep(vote.id, moved(vote, this.ballot(vote.id), place, by));
    this.app.changed();
  }

  /** Send the ballot as it is; the whole of it each time, so that a repeat changes nothing. @param {string} id */
  async send(id) {
    if (this.sending) return;
    this.sending = true;
    const { secret, dots: given } = this.ballot(id);
    const message = { id: newId(), vote: id, dots: given, secret };
    const answer = await this.app.outbox.send("vote.cast", message);
    this.sending = false;
    if (answer.ok) this.keep(id, { ...this.ballot(id), saved: JSON.stringify(given) });
    else if (settles(answer)) this.keep(id, { ...this.ballot(id), no: answer.code ?? "" });
    if (answer.ok || settles(answer)) this.app.changed();
    else setTimeout(() => this.app.changed(), AGAIN_MS);
  }

  /** @param {string} vote @returns {Ballot} */
  ballot(vote) {
    const known = this.ballots.get(vote);
    if (known) return known;
    let ballot = emptyBallot(newId());
    try {
      ballot = JSON.parse(localStorage.getItem(`${this.name} ${vote}`) ?? "null") ?? ballot;
    } catch {
      // Nothing can be kept here: the ballot lives as long as the page.
    }
    this.keep(vote, ballot);
    return ballot;
  }

  /** @param {string} vote @param {Ballot} ballot */
  keep(vote, ballot) {
    this.ballots.set(vote, ballot);
    try {
      localStorage.setItem(`${this.name} ${vote}`, JSON.stringify(ballot));
    } catch {
      // As above.
    }
  }
}

/** @param {number} many @param {string} [kind] */
function dots(many, kind = "") {
  return Array.from({ length: many }, () => h("i", { class: `dot${kind}`, "aria-hidden": "true" }));
}

/** @param {Vote} vote */
function byDots(vote) {
  const result = vote.result ?? {};
  const places = vote.choices.map((_text, place) => place);
  return places.sort((one, other) => (result[other] ?? 0) - (result[one] ?? 0) || one - other);
}
