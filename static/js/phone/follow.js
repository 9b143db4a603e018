// The phone follows what the moderator opens, and never jumps while somebody types.
import { timeText } from "../shared/clock.js";
import { theDay } from "../shared/reading.js";

export class Following {
  /**
   * @param {import("./app.js").App} app
   * @param {{strips: import("./strips.js").Strips, tabs: import("./tabs.js").Tabs,
   *   compose: import("./compose.js").Compose}} parts
   */
  constructor(app, { strips, tabs, compose }) {
    this.app = app;
    this.strips = strips;
    this.tabs = tabs;
    this.compose = compose;
    this.before = this.now();
  }

  /** What stands open, as one text: a repeat of it changes nothing. */
  now() {
    const { records } = this.app;
    const day = theDay(records);
    const vote = records.get("vote", day?.scene_vote ?? "");
    return [day?.scene, day?.scene_prompt, day?.break_ends_at, vote?.id, vote?.state].join(" ");
  }

  draw() {
    this.pause();
    const now = this.now();
    if (now === this.before) return;
    this.before = now;
    const { records } = this.app;
    const day = theDay(records);
    const scene = day?.scene;
    if (scene === "vote" && this.app.me.role !== "table") this.goTo("vote", "phone.vote_opened");
    else this.strips.take("opened");
    const prompt = records.get("prompt", (scene === "prompt" && day?.scene_prompt) || "");
    if (prompt?.open_in && !this.compose.writing && this.compose.prompt !== prompt.id) {
      this.compose.turnTo(prompt.id);
      this.tabs.show("write");
      this.app.changed();
    }
  }

  /** A break, and thanks, stand in a line above all sides of the page. */
  pause() {
    const { say } = this.app;
    const day = theDay(this.app.records);
    const ends = day?.scene === "break" && day.state === "open" ? day.break_ends_at : null;
    if (ends) {
      const bold = say("phone.break", { time: timeText(new Date(ends)) });
      this.strips.put("break", { kind: "fine", icon: "vent", bold });
    } else this.strips.take("break");
    if (day?.scene === "closing" && day.state === "open") {
      this.strips.put("thanks", { kind: "fine", icon: "flueben", bold: say("phone.thanks") });
    } else this.strips.take("thanks");
  }

  /** @param {string} tab @param {string} word */
  goTo(tab, word) {
    const { say } = this.app;
    const press = () => {
      this.strips.take("opened");
      this.tabs.show(tab);
      scrollTo(0, 0);
    };
    if (!this.compose.writing) {
      press();
      return;
    }
    const button = { text: say("phone.go_vote"), press };
    this.strips.put("opened", { kind: "go", icon: "prikker", bold: say(word), button });
    this.app.tell(say(word));
  }
}
