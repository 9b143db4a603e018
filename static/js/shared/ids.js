// Ids that a page makes itself; crypto.randomUUID is not there over plain http on a LAN.

/** A fresh id: 128 random bits in 32 hexadecimal digits. */
export function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
