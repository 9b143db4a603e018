// Names in use: found by a few letters, and freed when a phone is lost or somebody took the wrong one.
import { signal } from "@preact/signals";
import { Icon } from "../shared/icon.jsx";
import { byName, fold } from "../shared/order.js";
import { askToFree } from "./asking.js";
import { feed, say } from "./context.js";

const MOST = 6;
const wanted = signal("");

export function Names() {
  const people = feed
    .all("arrival")
    .filter((arrival) => arrival.joined)
    .flatMap((arrival) => feed.get("participant", arrival.id) ?? []);
  const typed = fold(wanted.value.trim());
  const found = people
    .filter((one) => typed && fold(`${one.name} ${one.organisation}`).includes(typed))
    .sort((one, other) => byName(one.name, other.name))
    .slice(0, MOST);
  return (
    <div class="desk__names">
      <h2>{say("desk.names", { n: people.length })}</h2>
      {feed.connected.value !== null && (
        <p class="small quiet">{say("desk.connected", { n: feed.connected.value })}</p>
      )}
      <div class="find">
        <Icon name="soeg" />
        <input
          class="field field--find"
          type="search"
          autocomplete="off"
          aria-label={say("desk.find_name")}
          placeholder={say("desk.find_name")}
          value={wanted.value}
          onInput={(event) => {
            wanted.value = event.currentTarget.value;
          }}
        />
      </div>
      <ul class="desk__found" aria-live="polite">
        {found.map((one) => (
          <Person key={one.id} person={one} />
        ))}
        {typed && found.length === 0 && <li class="quiet small">{say("desk.no_name")}</li>}
      </ul>
    </div>
  );
}

/** @param {{person: {id: string, name: string, organisation: string}}} props */
function Person({ person }) {
  return (
    <li class="row row--apart">
      <span>
        {person.name}
        <br />
        <span class="small quiet">{person.organisation}</span>
      </span>
      <button
        type="button"
        class="button button--low"
        aria-label={`${say("desk.free")} ${person.name}`}
        onClick={() => askToFree(person.id, person.name)}
      >
        {say("desk.free")}
      </button>
    </li>
  );
}
