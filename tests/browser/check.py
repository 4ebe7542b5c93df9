"""The report in a browser: what may not happen, what must work, and whether it can be read."""

import json
import sys
import time
from pathlib import Path
from shutil import which

from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

# contrast that WCAG 2.2 AA asks of text
LEAST_CONTRAST = 4.5
# what is read, and what it lies on
READ = [
    "body", ".lede", ".totals .error", ".totals .warning", ".totals .advice", "td.none", "th a", ".failed li",
    ".failed summary", ".tally .language", ".chip.error", ".chip.warning", ".chip.advice", ".text", "mark a.error",
    "mark a.warning", "mark a.advice", ".error .number", ".warning .number", ".advice .number", ".severity",
    ".rule", ".place", ".message", "del", "ins", ".safety.safe", ".safety.review", ".why summary", ".class",
    ".next", "footer p", "#filter button", "#filter select", "#filter label", ".hidden-character", ".cut",
    ".text bdi", ".text code", ".code", ".lines summary", ".full",
]
COLOURS = """
const canvas = document.createElement('canvas').getContext('2d', {willReadFrequently: true});
const rgb = (colour, over) => {
  canvas.fillStyle = over; canvas.fillRect(0, 0, 1, 1);
  canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1);
  return [...canvas.getImageData(0, 0, 1, 1).data.slice(0, 3)];
};
const background = (element) => {
  for (let at = element; at; at = at.parentElement) {
    const colour = getComputedStyle(at).backgroundColor;
    if (colour !== 'rgba(0, 0, 0, 0)') return colour;
  }
  return 'white';
};
return arguments[0].map((selector) => {
  const element = document.querySelector(selector);
  if (!element) return [selector, null, null];
  return [selector, rgb(getComputedStyle(element).color, background(element)), rgb(background(element), 'white')];
});
"""

failures = []


def expect(holds, told):
    if not holds:
        failures.append(told)
        print(f"FAILED: {told}", file=sys.stderr)


def browser(width=1400, dark=False, scripts=True):
    options = webdriver.ChromeOptions()
    options.binary_location = which("chromium")
    for argument in ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]:
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    driver = webdriver.Chrome(options=options, service=Service(which("chromedriver")))
    scheme = [{"name": "prefers-color-scheme", "value": "dark" if dark else "light"}]
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": scheme})
    metrics = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": False}
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
    if not scripts:
        driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    return driver


def comes(holds, seconds=10):
    """Whether something holds before long: a busy machine takes its time to draw."""
    end = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > end:
            return False
        time.sleep(0.05)
    return True


def shown(driver, selector):
    return driver.execute_script(
        "return [...document.querySelectorAll(arguments[0])].filter((e) => e.checkVisibility()).length", selector
    )


def luminance(colour):
    parts = [part / 255 for part in colour]
    parts = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(one, other):
    light, dark = sorted([luminance(one), luminance(other)], reverse=True)
    return (light + 0.05) / (dark + 0.05)


def nothing_of_an_article_runs(driver):
    driver.execute_script("document.querySelectorAll('details').forEach((details) => { details.open = true; })")
    for element in driver.find_elements(By.CSS_SELECTOR, "mark a, .why a, .rule")[:40]:
        driver.execute_script("arguments[0].dispatchEvent(new MouseEvent('mouseover', {bubbles: true}))", element)
        driver.execute_script("arguments[0].focus()", element)
    time.sleep(0.2)
    expect(driver.execute_script("return window.attacked === undefined"), "a script of an article ran")
    foreign = "img, svg, iframe, object, embed, base, link, article script, main style, form form, [onclick], [onerror]"
    expect(not driver.find_elements(By.CSS_SELECTOR, foreign), "an article made elements of its own")
    for kind in ["script", "style", "form", "main", "title"]:
        expect(len(driver.find_elements(By.TAG_NAME, kind)) == 1, f"there is not one {kind}")
    schemes = driver.execute_script("return [...new Set([...document.links].map((link) => link.protocol))].sort()")
    expect(set(schemes) <= {"file:", "https:", "http:"}, f"links have the schemes {schemes}")
    loaded = driver.execute_script("return performance.getEntriesByType('resource').map((entry) => entry.name)")
    expect(loaded == [], f"the page loads {loaded}")
    # the policy holds: what is put in afterwards does not run
    driver.execute_script(
        "window.refused = []; addEventListener('securitypolicyviolation', (event) => refused.push(event.violatedDirective));"
        "const script = document.createElement('script'); script.textContent = 'window.attacked = 99';"
        "document.body.append(script); script.remove();"
    )
    time.sleep(0.2)
    expect(driver.execute_script("return window.attacked === undefined"), "the policy lets a foreign script run")
    expect(driver.execute_script("return refused.length > 0"), "the policy refuses nothing")


def every_finding_is_there(driver, findings):
    expect(shown(driver, ".note") == len(findings), f"{shown(driver, '.note')} notes of {len(findings)} findings")
    places = driver.execute_script(
        "return [...document.querySelectorAll('.note')].map((note) => note.querySelector('.head .place').textContent"
        " + ' ' + note.querySelector('.rule').textContent)"
    )
    wanted = [f"{finding['span']['line']}:{finding['span']['column']} {finding['rule']}" for finding in findings]
    expect(places == wanted, "the notes are not those of the JSON, in its order")
    marks = driver.execute_script(
        "return [...document.querySelectorAll('.note')].filter((note) => {"
        " const mark = document.getElementById('m' + note.id.slice(1));"
        " return mark && mark.getAttribute('href') === '#' + note.id; }).length"
    )
    expect(marks == len(findings), f"{marks} of {len(findings)} findings are marked in the text")
    words = driver.execute_script(
        "return [...document.querySelectorAll('.note')].map((note) => {"
        " const number = note.id.slice(1); let words = '';"
        " for (const mark of document.querySelectorAll('mark[data-of~=\"' + number + '\"]')) words += mark.textContent;"
        " return words; })"
    )
    expect(words == [finding["text"] for finding in findings], "the marks do not cover the words that were found")


def filters_work(driver, findings):
    def notes(count):
        return comes(lambda: shown(driver, ".note") == count)

    count = {name: sum(finding["severity"] == name for finding in findings) for name in ["error", "warning", "advice"]}
    box = driver.find_element(By.CSS_SELECTOR, "[name=severity][value=error]")
    box.click()
    expect(notes(len(findings) - count["error"]), "the severity filter does not hide errors")
    expect(shown(driver, ".note.error") == 0, "errors are shown after they were filtered out")
    expect(shown(driver, "mark:not(.off) > a.error") <= shown(driver, "mark:not(.off)") and
           driver.execute_script("return document.querySelector('#m1').parentElement.classList.contains('off')"),
           "the mark of a hidden finding still shows")
    box.click()
    expect(notes(len(findings)), "the severity filter does not show errors again")
    rule = findings[-1]["rule"]
    option = next(o for o in driver.find_elements(By.TAG_NAME, "option") if o.text.startswith(rule + " ("))
    option.click()
    of_rule = sum(finding["rule"] == rule for finding in findings)
    expect(notes(of_rule), f"the rule filter shows {shown(driver, '.note')} of {of_rule}")
    reset = driver.find_element(By.CSS_SELECTOR, "[type=reset]")
    reset.click()
    expect(notes(len(findings)), "show all does not show all")
    search = driver.find_element(By.NAME, "words")
    search.send_keys("overlaps KOTABARU")
    expect(notes(1), f"the search shows {shown(driver, '.note')} findings, not 1")
    expect(shown(driver, "article") == 1, "articles without a finding that is left are still shown")
    search.send_keys(" tidakada")
    expect(comes(lambda: shown(driver, ".nothing-left") == 1), "an empty result is not told")
    reset.click()
    expect(notes(len(findings)), "show all does not show all after a search")


def keys_work(driver):
    def current():
        return driver.execute_script("return document.querySelector('.note[aria-current]')?.id ?? null")

    def press(key):
        driver.switch_to.active_element.send_keys(key)
        time.sleep(0.05)

    driver.execute_script("scrollTo(0, 0); document.activeElement.blur()")
    driver.find_element(By.TAG_NAME, "body").send_keys("j")
    expect(current() == "f1", f"j goes to {current()}, not to the first finding")
    press("n")
    press("j")
    expect(current() == "f3", f"n and j go to {current()}")
    press("k")
    press("p")
    expect(current() == "f1", f"k and p go to {current()}")
    focused = driver.execute_script("return document.activeElement.id")
    expect(focused == "f1", f"the focus is on {focused!r}")
    outline = driver.execute_script("return getComputedStyle(document.activeElement).outlineStyle")
    expect(outline == "solid", "the focus cannot be seen")
    seen = driver.execute_script(
        "const box = document.activeElement.getBoundingClientRect(); return box.top >= 0 && box.bottom <= innerHeight"
    )
    expect(seen, "the finding in focus is off the screen")
    expect(shown(driver, "mark[aria-current]") > 0, "the words of the finding in focus are not set off")
    press("/")
    expect(driver.execute_script("return document.activeElement.name") == "words", "/ does not lead to the search")
    press("j")
    expect(current() == "f1", "a letter typed into the search moves on")
    press(Keys.ESCAPE)
    expect(driver.execute_script("return document.activeElement.name !== 'words'"), "Esc does not leave the search")
    driver.find_element(By.CSS_SELECTOR, "[type=reset]").click()
    driver.execute_script("scrollTo(0, 0); document.activeElement.blur()")
    driver.get(driver.current_url.split("#")[0])
    driver.find_element(By.TAG_NAME, "body").send_keys(Keys.TAB)
    skip = driver.execute_script("return document.activeElement.className")
    expect(skip == "skip", f"the first stop of Tab is {skip!r}, not the skip link")
    press(Keys.ENTER)
    expect(driver.current_url.endswith("#articles"), "the skip link does not lead to the articles")


def no_finding_is_out_of_sight(driver):
    hidden = driver.execute_script(
        "return [...document.querySelectorAll('[id]')].filter((e) => /^[mf]\\d+$/.test(e.id) && !e.checkVisibility())"
        ".map((e) => e.id)"
    )
    expect(hidden == [], f"{hidden[:5]} are out of sight")
    expect(shown(driver, ".lines > summary") > 5, "no lines are folded")
    expect(shown(driver, ".lines > .code") == 0, "lines that nobody wants are not folded")
    lines = driver.execute_script(
        "return [...document.querySelectorAll('.code')].filter((e) => e.checkVisibility()).map((e) => e.textContent).join()"
    )
    for line in ["<<<<<<< HEAD", "=======", ">>>>>>> cabang"]:
        expect(line in lines, f"{line} belongs to a finding and is folded")


def folds_and_markup_open_by_keys(driver):
    fold = driver.find_element(By.CSS_SELECTOR, ".lines")
    fold.find_element(By.TAG_NAME, "summary").send_keys(Keys.ENTER)
    expect(comes(lambda: fold.find_element(By.CSS_SELECTOR, ".code").is_displayed()), "Enter does not open a fold")
    fold.find_element(By.TAG_NAME, "summary").send_keys(Keys.ENTER)
    expect(comes(lambda: not fold.find_element(By.CSS_SELECTOR, ".code").is_displayed()), "Enter does not close a fold")
    article = next(a for a in driver.find_elements(By.TAG_NAME, "article") if a.find_elements(By.CSS_SELECTOR, ".wide"))
    wide = article.find_element(By.CSS_SELECTOR, ".wide")
    expect(wide.value_of_css_property("display") == "inline-block", "long markup is not shortened")
    box = article.find_element(By.CSS_SELECTOR, ".full input")
    box.send_keys(Keys.SPACE)
    expect(comes(lambda: wide.value_of_css_property("display") == "inline"), "Space does not show markup in full")
    box.send_keys(Keys.SPACE)


def colours_can_be_read(driver, scheme):
    for selector, text, ground in driver.execute_script(COLOURS, READ):
        if text is None:
            expect(False, f"there is no {selector} to look at")
            continue
        ratio = contrast(text, ground)
        expect(ratio >= LEAST_CONTRAST, f"{selector} has a contrast of {ratio:.2f} in {scheme}")


def nothing_is_wider_than_the_screen(driver, width):
    wide = driver.execute_script("return document.documentElement.scrollWidth")
    expect(wide <= width, f"the page is {wide} wide on a screen of {width}")


def is_readable_without_scripts(url, findings):
    driver = browser(scripts=False)
    driver.get(url)
    notes = driver.find_elements(By.CSS_SELECTOR, ".note")
    expect(len(notes) == len(findings), "notes are missing without scripts")
    expect(notes[0].is_displayed() and "Gedunglama" in notes[0].text, "a note cannot be read without scripts")
    expect(not driver.find_element(By.ID, "filter").is_displayed(), "a filter that cannot work is shown")
    driver.find_element(By.CSS_SELECTOR, "#m1").click()
    expect(driver.current_url.endswith("#f1"), "a mark does not lead to its note")
    driver.find_element(By.CSS_SELECTOR, "#f1 .number").click()
    expect(driver.current_url.endswith("#m1"), "a note does not lead to its mark")
    no_finding_is_out_of_sight(driver)
    folds_and_markup_open_by_keys(driver)
    why = driver.find_element(By.CSS_SELECTOR, "#f1 .why")
    why.find_element(By.TAG_NAME, "summary").click()
    expect("https://example.org/style?a=1&b=2" in why.text, "the reason cannot be unfolded")
    driver.quit()


def main(page, jsonl):
    url = Path(page).resolve().as_uri()
    findings = [json.loads(line) for line in Path(jsonl).read_text(encoding="utf-8").split("\n") if line]
    expect(len(findings) > 1000, f"only {len(findings)} findings to look at")
    driver = browser()
    driver.get(url)
    every_finding_is_there(driver, findings)
    no_finding_is_out_of_sight(driver)
    folds_and_markup_open_by_keys(driver)
    filters_work(driver, findings)
    keys_work(driver)
    colours_can_be_read(driver, "light")
    nothing_is_wider_than_the_screen(driver, 1400)
    log = driver.get_log("browser")
    expect(log == [], f"the console says {log[:3]}")
    nothing_of_an_article_runs(driver)
    driver.quit()
    driver = browser(width=400, dark=True)
    driver.get(url)
    colours_can_be_read(driver, "dark")
    nothing_is_wider_than_the_screen(driver, 400)
    expect(driver.get_log("browser") == [], "the console says something in dark")
    driver.quit()
    is_readable_without_scripts(url, findings)
    if failures:
        sys.exit(f"{len(failures)} failed")
    print(f"{len(findings)} findings in the browser: ok")


if __name__ == "__main__":
    main(*sys.argv[1:])
