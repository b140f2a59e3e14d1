// The reading screen: spans and their notes light up together, words are chosen, proposals stepped through.

import { enhance, say, wordsOf } from "./host";
import { type Quote, codePoints, trimmed } from "./text";

const LIT = "lit";
const idsOf = (element: Element): string[] => (element.getAttribute("data-spans") ?? "").split(/\s+/).filter(Boolean);

/** The code-point offset in the document of a place in the page; between segments, the next one's start. */
function offsetOf(article: HTMLElement, node: Node, at: number): number | undefined {
  const element = node instanceof Element ? node : node.parentElement;
  const segment = element?.closest<HTMLElement>("[data-start]");
  const range = document.createRange();
  if (segment != null) {
    range.setStart(segment, 0);
    range.setEnd(node, at);
    return Number(segment.dataset["start"]) + codePoints(range.toString());
  }
  const segments = [...article.querySelectorAll<HTMLElement>("[data-start]")];
  const next = segments.find((one) => {
    range.selectNode(one);
    return range.comparePoint(node, at) < 0;
  });
  return next === undefined ? Number(segments.at(-1)?.dataset["end"] ?? NaN) : Number(next.dataset["start"]);
}

/** The words chosen in an article, with their offsets in code points of the document. */
function quoteIn(article: HTMLElement): Quote | undefined {
  const selection = document.getSelection();
  if (selection === null || selection.isCollapsed || selection.rangeCount === 0) return undefined;
  const range = selection.getRangeAt(0).cloneRange();
  const inside = [range.startContainer, range.endContainer].map((node) => article.contains(node));
  if (!inside.includes(true)) return undefined;
  // A triple click may end at the beginning of what follows the text; what is beyond it is no part of it.
  if (!inside[0]) range.setStart(article, 0);
  if (!inside[1]) range.setEnd(article, article.childNodes.length);
  const start = offsetOf(article, range.startContainer, range.startOffset);
  const end = offsetOf(article, range.endContainer, range.endOffset);
  if (start === undefined || end === undefined || !(end > start)) return undefined;
  return trimmed({ start, end, exact: wordsBetween(article, start, end) });
}

/** The document's own words, segment by segment: numbers and notes standing between are no part of them. */
function wordsBetween(article: HTMLElement, start: number, end: number): string {
  let words = "";
  for (const segment of article.querySelectorAll<HTMLElement>("[data-start]")) {
    const from = Number(segment.dataset["start"]);
    const text = [...(segment.textContent ?? "")];
    words += text.slice(Math.max(start - from, 0), Math.max(end - from, 0)).join("");
  }
  return words;
}

/** Write the chosen words into the form for a new claim, where the page has one. */
function offer(article: HTMLElement, quote: Quote): void {
  const form = document.querySelector<HTMLFormElement>("form[data-claim]");
  if (form === null) return;
  const values: Record<string, string> = { start: String(quote.start), end: String(quote.end), quote: quote.exact };
  for (const [name, value] of Object.entries(values)) {
    const field = form.elements.namedItem(name);
    if (field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement) field.value = value;
  }
  form.hidden = false;
  form.closest("details")?.setAttribute("open", "");
  say(wordsOf(article)("chosen", { count: codePoints(quote.exact) }));
  form.dispatchEvent(new CustomEvent("truceline:quote", { bubbles: true, detail: quote }));
}

function light(article: HTMLElement, ids: readonly string[]): void {
  for (const mark of article.querySelectorAll("mark[data-spans]")) {
    mark.classList.toggle(LIT, idsOf(mark).some((id) => ids.includes(id)));
  }
  for (const note of document.querySelectorAll("[id^='note-']")) {
    note.classList.toggle(LIT, ids.includes(note.id.slice("note-".length)));
  }
}

function idsUnder(target: EventTarget | null): string[] {
  if (!(target instanceof Element)) return [];
  const mark = target.closest("mark[data-spans]");
  if (mark !== null) return idsOf(mark);
  const note = target.closest("[id^='note-']");
  return note === null ? [] : [note.id.slice("note-".length)];
}

function startReader(article: HTMLElement): () => void {
  const ending = new AbortController();
  const { signal } = ending;
  const choose = (): void => {
    const quote = quoteIn(article);
    if (quote !== undefined) offer(article, quote);
  };
  const lightUnder = (event: Event): void => light(article, idsUnder(event.target));
  document.addEventListener("pointerover", lightUnder, { signal });
  document.addEventListener("focusin", lightUnder, { signal });
  document.addEventListener("pointerup", () => window.setTimeout(choose), { signal });
  document.addEventListener("keyup", (event) => { if (event.shiftKey || event.key === "Shift") choose(); }, { signal });
  article.addEventListener("click", (event) => {
    if (document.getSelection()?.isCollapsed === false) return;
    const [id] = event.target instanceof Element && event.target.closest("mark") !== null ? idsUnder(event.target) : [];
    if (id !== undefined) document.getElementById(`note-${id}`)?.scrollIntoView({ block: "nearest" });
  }, { signal });
  return () => ending.abort();
}

const proposals = (): HTMLElement[] => [...document.querySelectorAll<HTMLElement>("[data-proposal]")];
let place = 0;

function stepTo(index: number): void {
  const all = proposals();
  const target = all[Math.min(Math.max(index, 0), all.length - 1)];
  if (target === undefined) return;
  place = all.indexOf(target);
  target.focus();
  target.scrollIntoView({ block: "nearest" });
}

function formOf(proposal: HTMLElement, verb: string): HTMLFormElement | null {
  return proposal.querySelector<HTMLFormElement>(`form[data-verb="${verb}"], form[name="${verb}"]`);
}

/** Accepting and rejecting are the page's own forms, sent; editing opens the form at its first field. */
function act(proposal: HTMLElement, verb: string): void {
  const form = formOf(proposal, verb);
  if (form === null) return;
  if (verb !== "edit") {
    form.requestSubmit();
    return;
  }
  form.hidden = false;
  form.closest("details")?.setAttribute("open", "");
  const field = form.querySelector<HTMLElement>("input:not([type=hidden]), select, textarea");
  if (field === null) form.requestSubmit();
  else field.focus();
}

const VERBS: Readonly<Record<string, string>> = { a: "accept", e: "edit", x: "reject" };

function startProposals(): void {
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const target = event.target instanceof Element ? event.target : null;
    if (target?.closest("input:not([type=checkbox]), select, textarea, dialog, [contenteditable]") != null) return;
    const all = proposals();
    if (all.length === 0) return;
    const here = target?.closest<HTMLElement>("[data-proposal]") ?? null;
    const index = here === null ? -1 : all.indexOf(here);
    const verb = VERBS[event.key];
    if (event.key === "j") stepTo(index + 1);
    else if (event.key === "k") stepTo(index < 0 ? 0 : index - 1);
    else if (verb !== undefined && here !== null) act(here, verb);
    else return;
    event.preventDefault();
  });
  document.addEventListener("focusin", (event) => {
    const here = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-proposal]") : null;
    if (here !== null) place = proposals().indexOf(here);
  });
  // The proposal just settled is gone: the next one has moved into its place.
  document.addEventListener("htmx:after:swap", () => {
    if (document.activeElement === document.body || document.activeElement === null) stepTo(place);
  });
}

enhance("[data-reader]", startReader);
startProposals();
