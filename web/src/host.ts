// What all modules do with the page: words, the live region, elements that come and go, the scope form.

import { filled } from "./text";

export type Words = (key: string, values?: Readonly<Record<string, string | number>>) => string;

/** The strings an element carries for scripts; a missing one is its key, so that a page never breaks. */
export function wordsOf(element: HTMLElement): Words {
  const text = element.dataset["words"];
  const given = text === undefined ? {} : (JSON.parse(text) as Record<string, string>);
  return (key, values = {}) => filled(given[key] ?? key, values);
}

/** Have a sentence read out, through the page's one live region. */
export function say(sentence: string): void {
  document.dispatchEvent(new CustomEvent("truceline:say", { detail: sentence }));
}

/** Start once for each element that matches, now and after each swap; the start answers what ends it. */
export function enhance(selector: string, start: (element: HTMLElement) => () => void): void {
  const running = new Map<HTMLElement, () => void>();
  const scan = (): void => {
    for (const [element, end] of running) {
      if (!element.isConnected) {
        end();
        running.delete(element);
      }
    }
    for (const element of document.querySelectorAll<HTMLElement>(selector)) {
      if (!running.has(element)) running.set(element, start(element));
    }
  };
  document.addEventListener("htmx:after:swap", scan);
  document.addEventListener("htmx:after:history:update", scan);
  document.addEventListener("truceline:scan", scan);
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", scan);
  else scan();
}

/** Call back when one of these attributes changes: a morph keeps the element and renews its addresses. */
export function whenChanged(element: HTMLElement, attributes: string[], call: () => void): () => void {
  const observer = new MutationObserver(call);
  observer.observe(element, { attributes: true, attributeFilter: attributes });
  return () => observer.disconnect();
}

/** A field of the scope form. */
export function scopeField(name: string): HTMLInputElement | undefined {
  const form = document.getElementById("scope");
  const field = form instanceof HTMLFormElement ? form.elements.namedItem(name) : null;
  return field instanceof HTMLInputElement ? field : undefined;
}

/** Write into fields of the scope form and say once that it changed; false where a field is not there. */
export function setScope(values: Readonly<Record<string, string>>): boolean {
  const fields = Object.entries(values).map(([name, value]) => [scopeField(name), value] as const);
  if (fields.some(([field]) => field === undefined)) return false;
  const changed = fields.filter(([field, value]) => field!.value !== value);
  for (const [field, value] of changed) field!.value = value;
  changed.at(-1)?.[0]!.dispatchEvent(new Event("change", { bubbles: true }));
  return true;
}

/** An address with some of its query fields set anew; null takes a field out. */
export function withQuery(address: string, values: Readonly<Record<string, string | number | null>>): string {
  const url = new URL(address, document.baseURI);
  for (const [name, value] of Object.entries(values)) {
    if (value === null) url.searchParams.delete(name);
    else url.searchParams.set(name, String(value));
  }
  return url.href;
}

/** The answer's JSON, as what the contract says it is. */
export const json = async <T>(response: Response): Promise<T> => (await response.json()) as T;

/** One request at a time: a new one ends the one before. */
export class Latest {
  private controller = new AbortController();

  /** What was read from the answer; undefined where a later request ended this one, null where it failed. */
  async ask<T>(address: string, read: (response: Response) => Promise<T>): Promise<T | null | undefined> {
    this.controller.abort();
    const controller = new AbortController();
    this.controller = controller;
    try {
      const response = await fetch(address, { signal: controller.signal, credentials: "same-origin" });
      // 202 says how far the answer is, which is no answer.
      const value = response.status === 200 ? await read(response) : null;
      return controller.signal.aborted ? undefined : value;
    } catch {
      return controller.signal.aborted ? undefined : null;
    }
  }

  end(): void {
    this.controller.abort();
  }
}

/** An element with its class and text, in one line. */
export function made<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  className: string,
  text = "",
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  element.className = className;
  element.textContent = text;
  return element;
}

/** The server-made picture inside an element, hidden or shown. */
export function showFallback(element: HTMLElement, shown: boolean): void {
  for (const picture of element.querySelectorAll<SVGElement>(":scope > svg, :scope > figure, :scope > noscript")) {
    picture.toggleAttribute("hidden", !shown);
  }
}
