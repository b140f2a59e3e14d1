// What every page loads: htmx set to swap without inline code, shortcuts, and the one live region.

import htmx from "htmx.org";
import { enhance } from "./host";
import { startSuggesting } from "./suggest";

// A swapped page keeps its map and timeline; they read their new addresses from their attributes.
htmx.config.morphSkipChildren = "[data-map], [data-timeline], [data-live]";
// The indicator's styles are in the stylesheet; a swap never brings a script along.
htmx.config.includeIndicatorCSS = false;
htmx.config.mode = "same-origin";
// A refusal is shown where its page would be, as without scripts; only "nothing new" swaps nothing.
htmx.config.noSwap = [204, 304];

const SWITCH = "truceline.shortcuts";
const CHORD = 1_000;

function liveRegion(): HTMLElement {
  const present = document.querySelector<HTMLElement>("[data-live]");
  if (present !== null) return present;
  const region = document.createElement("div");
  region.dataset["live"] = "";
  region.className = "visually-hidden";
  region.setAttribute("role", "status");
  region.setAttribute("aria-live", "polite");
  document.body.append(region);
  return region;
}

function announce(sentence: string): void {
  const region = liveRegion();
  // The same sentence twice is news twice: a reader only speaks what changed.
  region.textContent = region.textContent === sentence ? `${sentence}\u00a0` : sentence;
}

function startLiveRegion(): void {
  liveRegion();
  document.addEventListener("truceline:say", (event) => announce((event as CustomEvent<string>).detail));
  document.addEventListener("htmx:after:swap", () => {
    const news = document.querySelector<HTMLElement>("[data-announce]")?.textContent?.trim();
    if (news) announce(news);
  });
  document.addEventListener("htmx:error", () => {
    const sentence = document.body.dataset["offline"];
    if (sentence !== undefined) announce(sentence);
  });
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || target.closest("input:not([type=checkbox]):not([type=radio]), select, textarea") !== null)
  );
}

function shortcutsOn(): boolean {
  try {
    return localStorage.getItem(SWITCH) !== "off";
  } catch {
    return true;
  }
}

function follow(element: HTMLElement): void {
  if (element instanceof HTMLDialogElement) {
    element.showModal();
  } else if (element.matches("input, select, textarea, [tabindex]:not(a, button)")) {
    element.focus();
    if (element instanceof HTMLInputElement) element.select();
  } else {
    element.click();
  }
}

/** Keys are said by the page: data-key="/" or, for two in a row, data-key="g l". */
function startShortcuts(): void {
  let before = "";
  let at = 0;
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (isTyping(event.target) || document.querySelector("dialog[open]") !== null || !shortcutsOn()) return;
    const now = event.timeStamp;
    const chord = now - at < CHORD ? `${before} ${event.key}` : event.key;
    const found =
      document.querySelector<HTMLElement>(`[data-key="${CSS.escape(chord)}"]`) ??
      document.querySelector<HTMLElement>(`[data-key="${CSS.escape(event.key)}"]`);
    before = event.key;
    at = now;
    if (found === null) return;
    event.preventDefault();
    follow(found);
  });
}

/** A checkbox with data-shortcuts-switch turns single-letter keys off for who speaks to the machine. */
function startSwitch(element: HTMLElement): () => void {
  if (!(element instanceof HTMLInputElement)) return () => undefined;
  element.checked = shortcutsOn();
  const change = (): void => {
    try {
      localStorage.setItem(SWITCH, element.checked ? "on" : "off");
    } catch {
      // Storage may be closed; the choice then lasts as long as the page.
    }
  };
  element.addEventListener("change", change);
  return () => element.removeEventListener("change", change);
}

startLiveRegion();
startShortcuts();
enhance("[data-shortcuts-switch]", startSwitch);
enhance("[data-suggest]", startSuggesting);
document.documentElement.classList.add("scripted");
