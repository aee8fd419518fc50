"""What the audience of a presentation sees: which words, how high, and what could be pressed."""

from typing import Any

from playwright.sync_api import Frame, Page

LEAST = 24  # pixels on a screen of 1920 by 1080

# The canvas forgets what was written on it; here it says in which heights while somebody presents.
HEAR_CANVAS = """(() => {
  const write = OffscreenCanvasRenderingContext2D.prototype.fillText;
  window.writtenHeights = new Set();
  OffscreenCanvasRenderingContext2D.prototype.fillText = function (...given) {
    if (document.querySelector(".kf[data-presenting]"))
      window.writtenHeights.add(parseFloat(/([\\d.]+)px/.exec(this.font)[1]));
    return write.apply(this, given);
  };
})()"""

LOOK = """() => {
  const look = { opacityProperty: true, visibilityProperty: true };
  const seen = (one) => one.checkVisibility(look) && one.getBoundingClientRect().width > 2;
  const root = document.querySelector(".kf");
  const words = [];
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const holder = node.parentElement;
    if (!node.data.trim() || !seen(holder) || holder.closest(".kf-copied, .kf-live, title, option"))
      continue;
    const height = parseFloat(getComputedStyle(holder).fontSize) * (holder.currentCSSZoom || 1);
    words.push({ words: node.data.trim(), height });
  }
  const bars = [".kf-controls", ".kf-map-tools", ".kf-story"].map((one) => `${one} button`);
  const pressed = [...bars, ".kf-tick", ".kf-inset"].join();
  return {
    words,
    pressed: [...root.querySelectorAll(pressed)].filter(seen).map((one) => one.outerHTML),
    figures: [...root.querySelectorAll(".kf-row")].filter(seen).length,
    captions: [...root.querySelectorAll(".kf-caption, .kf-story-title")].filter(seen).length,
    keys: [...root.querySelectorAll("[title], [aria-label]")]
      .flatMap((one) => [one.title, one.ariaLabel])
      .filter((one) => /^[a-z]+(_[a-z]+)+$/.test(one)),
    canvas: [...(window.writtenHeights ?? [])],
  };
}"""


def look_at_stage(target: Page | Frame) -> dict[str, Any]:
    """Return the words with their heights in pixels, and what a room should not see, at rest."""
    target.locator(".kf[data-presenting][data-cursor=hidden]").wait_for()
    return dict(target.evaluate(LOOK))


def assert_stage_is_clean(target: Page | Frame) -> None:
    """Check that all words are high enough, and that there are figures, a caption, and no control.

    Raises:
        AssertionError: something else is on the stage.
    """
    seen = look_at_stage(target)
    assert [one for one in seen["words"] if one["height"] < LEAST] == []
    assert len(seen["words"]) > 10
    assert seen["canvas"]
    assert min(seen["canvas"]) >= LEAST
    assert seen["pressed"] == []
    assert seen["keys"] == []  # of sentences that the catalogue does not have
    assert 1 <= seen["figures"] <= 3
    assert seen["captions"] == 1
