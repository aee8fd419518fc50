"""The size of a window: given to a page that is open, since another page costs seconds."""

from playwright.sync_api import Frame, FrameLocator, Page

STILL = """() => {
  const parts = [".st-key-map iframe", ".st-key-panel", "[data-testid=timeline]"];
  const boxes = parts.map((one) => document.querySelector(one)?.getBoundingClientRect());
  const now = JSON.stringify([boxes, document.getAnimations().length, innerWidth]);
  const still = now === window.lastLayout;
  window.lastLayout = now;
  return still;
}"""
PAINTED = "() => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 60)))"


def take_size(page: Page, frame: Page | Frame | FrameLocator, width: int, height: int) -> None:
    """Give the window a size, and wait until the map has its share of it and nothing moves."""
    page.set_viewport_size({"width": width, "height": height})
    page.wait_for_function(STILL, polling=150)
    frame.locator("[data-testid=timeline]").evaluate(PAINTED)
