// The three sides of the page: write, the table, and me. Real links, so they work without script.
import { the } from "./dom.js";

export const TABS = ["write", "table", "vote", "me"];

export class Tabs {
  /** @param {() => void} turned another side is seen */
  constructor(turned) {
    this.turned = turned;
    this.now = TABS.find((tab) => !the(tab).hidden) ?? "table";
    for (const link of document.querySelectorAll("[data-tab]")) {
      link.addEventListener("click", (event) => {
        event.preventDefault();
        this.show(link.getAttribute("data-tab") ?? "table");
        scrollTo(0, 0);
      });
    }
    addEventListener("popstate", () => this.mark(this.asked()));
    history.replaceState({ tab: this.now }, "");
  }

  /** @param {string} tab */
  show(tab) {
    if (tab === this.now) return;
    this.mark(tab);
    const address = new URL(location.href);
    address.searchParams.set("tab", tab);
    history.replaceState({ tab }, "", address);
  }

  /** @param {string} tab */
  mark(tab) {
    this.now = tab;
    for (const one of TABS) the(one).hidden = one !== tab;
    for (const link of document.querySelectorAll("[data-tab]")) {
      if (link.getAttribute("data-tab") === tab) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
    }
    this.turned();
  }

  asked() {
    const tab = new URL(location.href).searchParams.get("tab") ?? "";
    return TABS.includes(tab) ? tab : this.now;
  }
}
