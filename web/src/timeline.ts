// A timeline that is brushed by mouse or keyboard and writes into the two date fields of the scope form.

import { GLYPHS, paletteOf } from "./palette";
import { type Counts, type Span, added, between, dayAt, dayNumber, isoDay, keyed, spanOf } from "./days";
import { Latest, type Words, enhance, json, made, say, scopeField, setScope, showFallback, whenChanged, wordsOf } from "./host";
import type { Flag } from "./flags";
import { type Picture, paint } from "./timeline_paint";

interface Answer {
  readonly first: string;
  readonly counts: readonly Counts[];
  readonly flags: readonly { readonly day: string; readonly verb: string; readonly label: string }[];
}

/** A pause after which a brush moved by keyboard counts as chosen. */
const PAUSE = 400;

class Timeline {
  private readonly words: Words;
  private readonly request = new Latest();
  private readonly frame: HTMLElement;
  private readonly canvas = document.createElement("canvas");
  private readonly readout = made("p", "timeline-readout");
  private readonly endings: (() => void)[] = [];
  private counts: readonly Counts[] = [];
  private flags: readonly Flag[] = [];
  private first = 0;
  private span: Span | null = null;
  private hover: number | null = null;
  private anchor: number | null = null;
  private dragged = false;
  private waiting: number | undefined;
  private asked = "";

  constructor(private readonly host: HTMLElement) {
    this.words = wordsOf(host);
    this.frame = made("div", "timeline-frame");
    this.frame.dir = "ltr";
    // Time runs one way; what is said of it runs as its language does.
    this.readout.dir = "auto";
    this.frame.tabIndex = 0;
    this.frame.setAttribute("role", "slider");
    this.frame.setAttribute("aria-label", this.words("brush"));
    this.frame.setAttribute("aria-orientation", "horizontal");
    this.canvas.setAttribute("aria-hidden", "true");
    this.frame.append(this.canvas);
    this.listen();
    void this.load();
  }

  end(): void {
    this.request.end();
    window.clearTimeout(this.waiting);
    for (const end of this.endings) end();
  }

  private get last(): number {
    return this.counts.length - 1;
  }

  private listen(): void {
    const on = <K extends keyof HTMLElementEventMap>(type: K, call: (event: HTMLElementEventMap[K]) => void): void =>
      this.frame.addEventListener(type, call);
    on("pointerdown", (event) => this.press(event));
    on("pointermove", (event) => this.move(event));
    on("pointerup", (event) => this.release(event));
    on("pointercancel", () => this.abandon());
    on("pointerleave", () => this.show(null));
    on("keydown", (event) => this.key(event));
    on("blur", () => this.settle());
    const sizes = new ResizeObserver(() => this.draw());
    sizes.observe(this.frame);
    this.endings.push(
      () => sizes.disconnect(),
      whenChanged(this.host, ["data-days", "data-from", "data-to"], () => void this.load()),
    );
  }

  private async load(): Promise<void> {
    const address = this.host.dataset["days"];
    if (address === undefined) return;
    if (address !== this.asked) {
      this.asked = address;
      const answer = await this.request.ask(address, json<Answer>);
      if (answer === undefined) return;
      if (answer === null) {
        this.asked = "";
        say(this.words("unavailable"));
        return;
      }
      this.take(answer);
    }
    this.span = this.chosen();
    this.tell();
    this.draw();
  }

  private take(answer: Answer): void {
    this.first = dayNumber(answer.first) ?? 0;
    this.counts = answer.counts;
    this.flags = answer.flags.flatMap((flag) => {
      const day = dayNumber(flag.day.slice(0, 10));
      return day === undefined ? [] : [{ day: day - this.first, verb: flag.verb, label: flag.label }];
    });
    const empty = this.counts.length === 0;
    showFallback(this.host, empty);
    if (empty) this.frame.remove();
    else if (!this.frame.isConnected) this.host.append(this.frame, this.readout, this.legend());
    this.frame.setAttribute("aria-valuemin", "0");
    this.frame.setAttribute("aria-valuemax", String(Math.max(this.last, 0)));
  }

  private legend(): HTMLElement {
    const list = made("ul", "outcome-legend");
    list.dir = document.documentElement.dir;
    for (const outcome of ["violation", "possible", "none"] as const) {
      list.append(made("li", `outcome-${outcome}`, `${GLYPHS[outcome]} ${this.words(outcome)}`));
    }
    return list;
  }

  /** What the date fields hold; the form is what counts, the attributes where there is no form. */
  private chosen(): Span | null {
    const from = this.host.dataset["from"] ?? scopeField("from")?.value ?? "";
    const to = this.host.dataset["to"] ?? scopeField("to")?.value ?? "";
    return this.last < 0 ? null : spanOf(from, to, this.first, this.last);
  }

  private dayOf(event: PointerEvent): number {
    const box = this.frame.getBoundingClientRect();
    return dayAt(event.clientX - box.left, box.width, this.last);
  }

  private press(event: PointerEvent): void {
    if (event.button !== 0 || this.last < 0) return;
    this.frame.setPointerCapture(event.pointerId);
    this.anchor = this.dayOf(event);
    this.dragged = false;
  }

  private move(event: PointerEvent): void {
    if (this.last < 0) return;
    const day = this.dayOf(event);
    if (this.anchor !== null && (this.dragged || day !== this.anchor)) {
      this.dragged = true;
      this.brush(between(this.anchor, day, this.last));
    }
    this.show(day);
  }

  private release(event: PointerEvent): void {
    if (this.anchor === null) return;
    const day = this.dayOf(event);
    this.brush(between(this.anchor, day, this.last));
    this.anchor = null;
    this.choose();
  }

  private abandon(): void {
    this.anchor = null;
    this.brush(this.chosen());
  }

  private key(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey || this.last < 0) return;
    const span = keyed(event.key, event.shiftKey, this.span, this.last);
    if (span === undefined) {
      if (event.key === "Enter") this.settle();
      return;
    }
    event.preventDefault();
    if (span === null && this.span === null) return;
    this.brush(span);
    window.clearTimeout(this.waiting);
    this.waiting = window.setTimeout(() => this.settle(), PAUSE);
  }

  private settle(): void {
    if (this.waiting === undefined) return;
    window.clearTimeout(this.waiting);
    this.waiting = undefined;
    this.choose();
  }

  private show(day: number | null): void {
    if (day === this.hover) return;
    this.hover = day;
    this.tell();
    this.draw();
  }

  private brush(span: Span | null): void {
    this.span = span;
    this.tell();
    this.draw();
    document.dispatchEvent(new CustomEvent("truceline:period", { detail: this.period() }));
  }

  private period(): { readonly from: string; readonly to: string } {
    if (this.span === null) return { from: "", to: "" };
    return { from: isoDay(this.first + this.span.start), to: isoDay(this.first + this.span.end) };
  }

  private choose(): void {
    const { from, to } = this.period();
    if (!setScope({ from, to })) say(this.words("unavailable"));
  }

  /** The line under the picture and what a screen reader hears: the day under the pointer, else the brush. */
  private tell(): void {
    if (this.last < 0) return;
    const span = this.hover !== null && this.anchor === null ? { start: this.hover, end: this.hover } : this.span;
    this.readout.textContent = this.sentence(span ?? { start: 0, end: this.last });
    this.frame.setAttribute("aria-valuenow", String(this.span?.start ?? 0));
    const brushed = this.span === null ? this.words("no_brush") : this.sentence(this.span);
    this.frame.setAttribute("aria-valuetext", brushed);
  }

  private sentence(span: Span): string {
    const [violation, possible, none] = added(this.counts.slice(span.start, span.end + 1));
    const from = isoDay(this.first + span.start);
    const to = isoDay(this.first + span.end);
    const flags = this.flags.filter((flag) => flag.day >= span.start && flag.day <= span.end);
    const names = span.end - span.start < 31 ? flags.map((flag) => flag.label).join(" · ") : "";
    const counts = this.words(from === to ? "day" : "period", { from, to, violation, possible, none });
    return names === "" ? counts : `${counts} · ${names}`;
  }

  private draw(): void {
    if (this.last < 0 || !this.frame.isConnected) return;
    const picture: Picture = {
      first: this.first,
      counts: this.counts,
      flags: this.flags,
      span: this.span,
      hover: this.hover,
      palette: paletteOf(this.host),
    };
    paint(this.canvas, this.frame.clientWidth, this.frame.clientHeight, picture);
  }
}

enhance("[data-timeline]", (element) => {
  const timeline = new Timeline(element);
  return () => timeline.end();
});
