// Suggestions while typing: a list the server narrows, since a register may be too long to send whole.

import { Latest, json, withQuery } from "./host";

interface Found {
  readonly named: ReadonlyArray<{ readonly id: string; readonly name: string }>;
}

const REST = 150;

/** What a list with `data-suggest` offers follows what is typed into a field that uses it. */
export function startSuggesting(list: HTMLElement): () => void {
  const address = list.dataset["suggest"];
  if (address === undefined) return () => undefined;
  const ending = new AbortController();
  const request = new Latest();
  let waiting: number | undefined;

  const renew = async (words: string): Promise<void> => {
    const found = await request.ask(withQuery(address, { q: words }), (response) => json<Found>(response));
    // Where nothing is answered, what is offered already stays.
    if (found == null) return;
    list.replaceChildren(
      ...found.named.map((one) => {
        const option = document.createElement("option");
        // Some fields take an id, others a name; what is not taken stands beside it.
        option.value = list.dataset["names"] === undefined ? one.id : one.name;
        option.textContent = list.dataset["names"] === undefined ? one.name : "";
        return option;
      }),
    );
  };
  document.addEventListener(
    "input",
    (event) => {
      const field = event.target;
      if (!(field instanceof HTMLInputElement) || field.getAttribute("list") !== list.id) return;
      window.clearTimeout(waiting);
      waiting = window.setTimeout(() => void renew(field.value), REST);
    },
    { signal: ending.signal },
  );
  return () => {
    ending.abort();
    request.end();
    window.clearTimeout(waiting);
  };
}
