"""What one reads does not jump when something new comes."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.phones import Someone, join
from tests.live.running import Running
from tests.world import World

_WATCH = """() => {
  window.shifts = [];
  new PerformanceObserver((list) => shifts.push(...list.getEntries().map((one) => one.value)))
    .observe({ type: "layout-shift" });
}"""
_AT_REST = """async () => {
  const list = document.getElementById("table-list");
  await Promise.all(list.getAnimations({ subtree: true }).map((one) => one.finished));
  await new Promise((go) => requestAnimationFrame(() => setTimeout(go)));
}"""


def test_a_new_note_at_the_table_lets_the_others_make_room(
    someone: Someone, running: Running, world: World
) -> None:
    for number in range(3):
        world.write(world.device(1), f"Stod der før {number}")
    phone = someone()
    join(phone, running, "mette")
    phone.locator("[data-tab=table]").click()
    notes = phone.locator("#table-list li")
    expect(notes).to_have_count(3)
    before = notes.first.bounding_box()
    phone.evaluate(_WATCH)
    world.write(world.device(1), "Kom, mens en læste")
    expect(notes.first).to_contain_text("Kom, mens en læste")
    phone.evaluate(_AT_REST)
    after = notes.nth(1).bounding_box()
    assert before
    assert after
    assert after["y"] > before["y"] + before["height"] / 2
    assert sum(phone.evaluate("shifts")) < 0.0005
