// While the phone's keyboard stands on the page, only what is needed for writing is shown.

const PART = 0.78;

/** Mark the body as typing while a keyboard takes a good part of the picture. */
export function watchKeyboard() {
  const view = globalThis.visualViewport;
  if (!view) return;
  let tallest = view.height;
  view.addEventListener("resize", () => {
    tallest = Math.max(tallest, view.height);
    const writing = document.activeElement?.id === "text";
    document.body.classList.toggle("typing", writing && view.height < PART * tallest);
  });
}
