// The button that opens the browser's own print; hidden where there is no script.

/** Shows every print button and lets it print. */
export function printButtons() {
  for (const button of document.querySelectorAll("[data-print]")) {
    button.removeAttribute("hidden");
    button.addEventListener("click", () => window.print());
  }
}
