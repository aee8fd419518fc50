"""Waiting for what a page comes to; its own policy forbids the eval that Playwright waits with."""

import time

from playwright.sync_api import Frame, FrameLocator, Page

WAIT_MS = 30_000
PAGE_MS = 90_000  # the first page of a server that has just started, on two busy cores
STILL = """() => {
  const parts = [".st-key-map iframe", "[class*=st-key-panel]", "[data-testid=timeline]"];
  const boxes = parts.map((one) => document.querySelector(one)?.getBoundingClientRect());
  const now = JSON.stringify([boxes, document.getAnimations().length, innerWidth]);
  const still = now === window.lastLayout;
  window.lastLayout = now;
  return still;
}"""
RESTS = """() => {
  const rests = document.querySelector('[data-test-script-state=notRunning]')
    && document.getAnimations().every((one) => one.playState !== 'running');
  window.restsSince = rests ? (window.restsSince ?? performance.now()) : undefined;
  return rests && performance.now() - window.restsSince > 500;
}"""
PAINTED = "() => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 60)))"


def wait_until(
    page: Page | Frame,
    expression: str,
    *,
    arg: object = None,
    timeout: int = WAIT_MS,
    polling: int = 50,
) -> None:
    """Wait until an expression, or a function of `arg`, holds on a page; all in milliseconds.

    Raises:
        AssertionError: it never does.
    """
    deadline = time.monotonic() + timeout / 1000
    while not page.evaluate(expression, arg):
        assert time.monotonic() < deadline, f"not so within {timeout} ms: {expression} of {arg}"
        page.wait_for_timeout(polling)


def wait_for_rest(page: Page) -> None:
    """Wait until the served page has run for what was done, drawn it all, and nothing fades in."""
    page.evaluate("window.restsSince = undefined")
    wait_until(page, RESTS)


def take_size(page: Page, frame: Page | Frame | FrameLocator, width: int, height: int) -> None:
    """Give the window a size, and wait until the map has its share of it and nothing moves."""
    page.set_viewport_size({"width": width, "height": height})
    wait_until(page, STILL, polling=150)
    frame.locator("[data-testid=timeline]").evaluate(PAINTED)
