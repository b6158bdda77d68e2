"""Opens pages of reports in Chromium as readers do and reports what is wrong with them.

For each page: 360, 768 and 1,400 pixels wide, light and dark, and with scripts off. No message of the console, no request, nothing wider
than the window, no text of a figure outside of it or over another, nothing that the keyboard cannot reach, no serious finding of
axe-core, and it prints. What stands before the part "All tables and charts" is at most five screens, 1,500 words and 150 numbers for
pages that are named after `--short`.
"""

import re
import sys
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

WIDTHS = (360, 768, 1400)
HEIGHT = 900
SCREENS, WORDS, NUMBERS = 5.0, 1500, 150

# texts of figures that are shown: boxes inside their figure and apart from each other, as far as a pixel and a half
TEXTS = """() => {
  const wrong = [];
  for (const svg of document.querySelectorAll('svg')) {
    const frame = svg.getBoundingClientRect();
    if (frame.width < 2) continue;
    const boxes = [];
    for (const text of svg.querySelectorAll('text')) {
      const box = text.getBoundingClientRect();
      if (box.width < 1 || getComputedStyle(text).visibility === 'hidden') continue;
      const words = text.textContent;
      if (box.left < frame.left - 1.5 || box.right > frame.right + 1.5 || box.top < frame.top - 1.5 || box.bottom > frame.bottom + 1.5)
        wrong.push(`cut: ${words}`);
      for (const [other, before] of boxes) {
        const across = Math.min(box.right, other.right) - Math.max(box.left, other.left);
        const down = Math.min(box.bottom, other.bottom) - Math.max(box.top, other.top);
        const height = Math.min(box.height, other.height);
        if (across > 1.5 && down > 0.35 * height) wrong.push(`overlap: ${before} / ${words}`);
      }
      boxes.push([box, words]);
    }
  }
  for (const one of document.querySelectorAll('main *')) {
    const style = getComputedStyle(one);
    const hides = ['hidden', 'clip'].includes(style.overflowX) && style.position !== 'absolute';
    if (hides && one.tagName !== 'svg' && one.scrollWidth > one.clientWidth + 1 && one.textContent.trim())
      wrong.push(`clipped: ${one.textContent.trim().slice(0, 60)}`);
  }
  return wrong;
}"""

# what can be reached: everything that acts and is shown
REACHABLE = """() => {
  const acts = 'a[href], button, summary, input, select, [tabindex]:not([tabindex="-1"])';
  const shown = one => one.getClientRects().length > 0 && getComputedStyle(one).visibility !== 'hidden';
  const all = [...document.querySelectorAll(acts)].filter(shown);
  const groups = new Set();
  const stops = all.filter(one => {
    if (one.type !== 'radio') return true;
    if (groups.has(one.name)) return false;
    groups.add(one.name);
    return true;
  });
  stops.forEach((one, place) => { one.dataset.stop = place; });
  return stops.length;
}"""

FOCUSED = "() => document.activeElement?.name && document.activeElement.type === 'radio' ? \
document.querySelector(`input[name='${document.activeElement.name}'][data-stop]`).dataset.stop : document.activeElement?.dataset.stop ?? null"

# text of the first layer: what is shown while the last part is closed, without figures
FIRST = """() => {
  const main = document.querySelector('main').cloneNode(true);
  main.querySelectorAll('details, svg, style, script, [hidden]').forEach(one => one.remove());
  return main.textContent;
}"""


def look(browser, path, is_short, problems):
    """Looks at one page in every way; appends what is wrong."""

    def wrong(how, what):
        problems.append(f"{path.parent.name}/{path.name}, {how}: {what}")

    for scripts in (True, False):
        for width in WIDTHS if scripts else (360, 1400):
            for scheme in ("light", "dark") if scripts else ("light",):
                how = f"{width} px, {scheme}, scripts {'on' if scripts else 'off'}"
                context = browser.new_context(
                    viewport={"width": width, "height": HEIGHT},
                    color_scheme=scheme,
                    java_script_enabled=scripts,
                    offline=True,
                )
                page = context.new_page()
                page.on("console", lambda message, how=how: wrong(how, f"console: {message.text}") if message.type in ("error", "warning") else None)
                page.on("pageerror", lambda error, how=how: wrong(how, f"error: {error}"))
                page.on(
                    "request",
                    lambda request, how=how: None if request.url.split("#")[0] == path.as_uri() or request.url.startswith("data:") else wrong(how, f"request: {request.url}"),
                )
                page.goto(path.as_uri())
                if is_short and width == 1400 and scheme == "light" and scripts:
                    length(page, how, wrong)
                page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
                excess = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
                if excess > 0:
                    wrong(how, f"the body is {excess} px wider than the window")
                for one in page.evaluate(TEXTS)[:5]:
                    wrong(how, one)
                if scripts:
                    serious(page, how, wrong)
                    if scheme == "light" and width != 768:
                        keyboard(page, how, wrong)
                context.close()
    context = browser.new_context(offline=True)
    page = context.new_page()
    page.goto(path.as_uri())
    if len(page.pdf(format="A4")) < 10_000:
        wrong("print", "the PDF is empty")
    context.close()


def length(page, how, wrong):
    """Screens, words and numbers of the first layer."""
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = false; })")
    screens = page.evaluate("document.documentElement.scrollHeight") / HEIGHT
    text = page.evaluate(FIRST)
    words = len(text.split())
    numbers = len(re.findall(r"(?<![\w.])[-−+]?\d[\d\u00a0\u202f ]*(?:\.\d+)?", text))
    print(f"  first layer: {screens:.1f} screens, {words} words, {numbers} numbers")
    for value, most, what in ((screens, SCREENS, "screens"), (words, WORDS, "words"), (numbers, NUMBERS, "numbers")):
        if value > most:
            wrong(how, f"{value:.1f} {what}, at most {most:g} are asked for")


def serious(page, how, wrong):
    """Serious findings of axe-core."""
    for one in Axe().run(page).response["violations"]:
        if one["impact"] in ("serious", "critical"):
            where = one["nodes"][0]["target"]
            wrong(how, f"axe {one['id']} ({len(one['nodes'])}): {one['help']}: {where}")


def keyboard(page, how, wrong):
    """Every stop is reached by the tabulator; what can be pressed is."""
    count = page.evaluate(REACHABLE)
    page.evaluate("document.activeElement?.blur(); window.scrollTo(0, 0)")
    reached = set()
    for _ in range(count + 5):
        page.keyboard.press("Tab")
        reached.add(page.evaluate(FOCUSED))
    missing = [str(place) for place in range(count) if str(place) not in reached]
    if missing:
        names = page.evaluate("places => places.map(one => document.querySelector(`[data-stop='${one}']`).outerHTML.slice(0, 80))", missing[:3])
        wrong(how, f"{len(missing)} of {count} stops are not reached by Tab: {names}")
    pressed = page.query_selector("[aria-pressed][data-stop]")
    if pressed:
        before = pressed.get_attribute("aria-pressed")
        pressed.focus()
        page.keyboard.press("Enter")
        if pressed.get_attribute("aria-pressed") == before:
            wrong(how, "Enter does not press a button")
        page.keyboard.press("Enter")


def main(arguments):
    """Looks at all pages; exit code 1 where something is wrong."""
    problems, short = [], False
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        for argument in arguments:
            if argument == "--short":
                short = True
                continue
            path = Path(argument).resolve()
            print(f"{path.parent.name}/{path.name}", flush=True)
            look(browser, path, short, problems)
            short = False
        browser.close()
    for one in problems:
        print(f"  wrong: {one}")
    print(f"{len(problems)} found wrong")
    return 1 if problems else 0


sys.exit(main(sys.argv[1:]))
