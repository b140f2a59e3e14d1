// The entry of pages with a map. What is loaded lies in a file named by its content, so that the part
// for street maps, fetched only when it is needed, finds the very same one.

import { enhance } from "./host";
import { MapView } from "./map_view";

enhance("[data-map]", (element) => {
  const view = new MapView(element);
  return () => view.end();
});
