// The days of a map of areas: a slider over those on which something changes, and "at any time" before them.

import { type Words, made, setScope } from "./host";

/** A pause after which the page beside the map follows the slider. */
const PAUSE = 600;

export class DaySlider {
  readonly element = made("p", "map-days");
  private readonly input = document.createElement("input");
  private readonly output = made("output", "map-day");
  private days: readonly string[] = [];
  private waiting: number | undefined;

  constructor(private readonly words: Words, private readonly moved: (day: number | undefined) => void) {
    const label = made("label", "", words("days"));
    this.input.type = "range";
    this.input.min = "0";
    this.input.step = "1";
    this.input.id = "map-days";
    label.htmlFor = this.input.id;
    this.output.setAttribute("for", this.input.id);
    this.input.addEventListener("input", () => this.follow());
    this.element.append(label, this.input, this.output);
    this.element.hidden = true;
  }

  /** Have it run over some days, and stand at one of them; before the first stands "at any time". */
  over(days: readonly string[], at: number | undefined): void {
    this.days = days;
    this.input.max = String(days.length);
    this.input.value = String(at === undefined ? 0 : at + 1);
    this.element.hidden = days.length < 2;
    this.moved(at);
  }

  /** What it says beside itself, with how many outlines that are. */
  tell(count: number): void {
    const day = this.days[Number(this.input.value) - 1];
    const sentence = this.words("on_day", { day: day ?? this.words("any"), count });
    this.output.textContent = sentence;
    this.input.setAttribute("aria-valuetext", sentence);
  }

  end(): void {
    window.clearTimeout(this.waiting);
  }

  private follow(): void {
    const number = Number(this.input.value) - 1;
    this.moved(number < 0 ? undefined : number);
    window.clearTimeout(this.waiting);
    this.waiting = window.setTimeout(() => setScope({ day: this.days[number] ?? "" }), PAUSE);
  }
}
