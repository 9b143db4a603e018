// An icon of static/icons.svg: decoration, so hidden from screen readers.

/** @param {{name: string}} props */
export function Icon({ name }) {
  return (
    <svg class="i" aria-hidden="true">
      <use href={`/static/icons.svg#${name}`} />
    </svg>
  );
}
