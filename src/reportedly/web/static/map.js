/* The map of a view or of one incident, in place of its picture. Nothing is fetched before it is on the screen. */
(() => {
  "use strict";
  const SIZES = [0, 26, 32, 40, 50];
  const DEEPEST = 9;
  const TOWNS = 3.5;
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const dark = matchMedia("(prefers-color-scheme: dark)");
  let library;

  function leaflet(data) {
    library ??= Promise.all([
      new Promise((done, failed) => document.head.append(Object.assign(
        document.createElement("link"), { rel: "stylesheet", href: data.leafletStyle, onload: done, onerror: failed }))),
      new Promise((done, failed) => document.head.append(Object.assign(
        document.createElement("script"), { src: data.leaflet, onload: done, onerror: failed }))),
    ]);
    return library;
  }

  async function json(address, signal) {
    const answer = await fetch(address, { signal, credentials: "same-origin" });
    if (!answer.ok) throw new Error(`${answer.status} ${address}`);
    return answer.json();
  }

  function element(name, values, ...children) {
    const made = Object.assign(document.createElement(name), values);
    made.append(...children);
    return made;
  }

  const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

  function outlines(world) {
    const arcs = world.arcs.map((flat) => {
      const points = [];
      for (let i = 0, x = 0, y = 0; i < flat.length; i += 2) {
        x += flat[i];
        y += flat[i + 1];
        points.push([y / 100, x / 100]);
      }
      return points;
    });
    const ring = (numbers) => numbers.flatMap((n) => (n < 0 ? arcs[~n].slice().reverse() : arcs[n]).slice(0, -1));
    return world.countries.map((country) => ({ ...country, rings: country.polygons.map((polygon) => polygon.map(ring)) }));
  }

  function drawLand(map, world, chosen) {
    const renderer = L.canvas({ padding: 0.5 });
    const style = (country) => ({
      color: colour("--shore"), weight: 1, fillOpacity: 1,
      fillColor: colour(chosen && country.id === chosen ? "--chosen" : "--land"),
    });
    const countries = outlines(world);
    const drawn = countries.map((country) => L.polygon(
      country.rings, { renderer, interactive: false, smoothFactor: 0.7, ...style(country) }).addTo(map));
    const names = L.layerGroup().addTo(map);
    const name = () => {
      names.clearLayers();
      const placed = [];
      const put = (words, at, kind, anchor) => {
        const { x, y } = map.latLngToContainerPoint(at);
        const half = words.length * 3.3;
        if (placed.some((one) => Math.abs(one.x - x) < half + one.half + 6 && Math.abs(one.y - y) < 30)) return;
        placed.push({ x, y, half });
        const icon = L.divIcon({ className: kind, html: element("span", { textContent: words }), iconSize: [160, 16], iconAnchor: [80, anchor] });
        L.marker(at, { icon, interactive: false, keyboard: false, zIndexOffset: -100000 }).addTo(names);
      };
      const seen = map.getBounds();
      for (const country of countries) {
        const [lon, lat, wide] = country.label;
        const room = 2 * wide * 256 * 2 ** map.getZoom() / 360;
        if (room > country.name.length * 6.5 && seen.contains([lat, lon])) put(country.name, [lat, lon], "land-name", 8);
      }
      const towns = map.getZoom() < TOWNS ? [] : world.towns.filter(([, lon, lat]) => seen.contains([lat / 100, lon / 100])).slice(0, 150);
      for (const [words, lon, lat] of towns) {
        if (placed.length < 18) put(words, [lat / 100, lon / 100], "town-name", 18);
      }
    };
    map.on("moveend", name);
    name();
    dark.addEventListener("change", () => drawn.forEach((layer, i) => layer.setStyle(style(countries[i]))));
  }

  function metresAPixel(map, at) {
    return 40075016.686 * Math.cos(at[0] * Math.PI / 180) / (256 * 2 ** map.getZoom());
  }

  function reach(at, radius) {
    return L.circle(at, {
      radius, interactive: false, color: colour("--mark"), weight: 1.5, dashArray: "5 4", fillOpacity: 0.12,
    });
  }

  function mark(at, kind, size, label, words) {
    const icon = L.divIcon({ className: `at-map ${kind}`, html: words, iconSize: [size, size] });
    const made = L.marker(at, { icon, title: label, alt: label, keyboard: true });
    made.on("add", () => {
      made.getElement().setAttribute("role", "button");
      made.getElement().setAttribute("aria-label", label);
      made.getElement().addEventListener("keydown", (event) => {
        if (event.key !== "Enter" && event.key !== " ") return;
        event.preventDefault();
        made.fire("click");
      });
    });
    return made;
  }

  function told(incident) {
    return element("div", {},
      element("b", {}, element("a", { href: incident.page, textContent: incident.heading })),
      ...[incident.when, ...incident.figures, incident.grade, incident.near].map((words) => element("p", { textContent: words })));
  }

  const labelled = (layer, label) => layer.getLayers().find((one) => one.options.alt === label)?.getElement();

  /* A popup of the map, not of the mark: it stays when the marks are drawn anew. */
  function open(map, layer, at, label, content) {
    const popup = L.popup({ offset: [0, -6], autoPanPadding: [12, 12] }).setLatLng(at).setContent(content);
    popup.on("remove", () => {
      if (popup.getElement()?.contains(document.activeElement)) labelled(layer, label)?.focus({ preventScroll: true });
    });
    popup.openOn(map);
    content.querySelector("a").focus({ preventScroll: true });
  }

  function single(map, layer, incident) {
    if (incident.radius / metresAPixel(map, incident.at) > 9) reach(incident.at, incident.radius).addTo(layer);
    const label = [incident.heading, incident.when, ...incident.figures, incident.grade].join("; ");
    mark(incident.at, "single", 26, label, "").addTo(layer).on("click", () => open(map, layer, incident.at, label, told(incident)));
  }

  function several(map, layer, cluster) {
    const [west, south, east, north] = cluster.bounds;
    const bounds = L.latLngBounds([south, west], [north, east]);
    const closer = Math.min(map.getBoundsZoom(bounds, false, L.point(40, 40)), DEEPEST);
    const words = cluster.count.toLocaleString("en");
    const splits = (west !== east || south !== north) && closer > map.getZoom();
    const label = `${words} incidents: ${splits ? "show them closer" : "list them"}`;
    const made = mark(cluster.at, "several", SIZES[cluster.size], label, words).addTo(layer);
    if (splits) {
      made.on("click", () => {
        map.flyToBounds(bounds, { padding: [40, 40], maxZoom: DEEPEST, animate: !still, duration: 0.5 });
      });
    } else {
      made.on("click", () => open(map, layer, cluster.at, label, element("div", {},
        element("b", {}, `${words} incidents in one place`),
        element("p", {}, element("a", { href: cluster.list, textContent: "List them" })))));
    }
  }

  function listOnly(map, box, data) {
    const note = box.parentElement.querySelector("[data-only]");
    if (!note) return;
    const seen = map.getBounds();
    const edges = [Math.max(seen.getWest(), -180), Math.max(seen.getSouth(), -85), Math.min(seen.getEast(), 180), Math.min(seen.getNorth(), 85)];
    const address = new URL(data.list, location.href);
    address.searchParams.set("box", edges.map((edge) => edge.toFixed(4)).join(","));
    note.replaceChildren(element("a", { href: address.pathname + address.search, textContent: "List only what the map shows" }));
    note.hidden = false;
  }

  function follow(map, box, data) {
    const layer = L.layerGroup().addTo(map);
    let running;
    const refresh = async () => {
      running?.abort();
      running = new AbortController();
      const seen = map.getBounds().pad(0.15);
      const address = new URL(data.clusters, location.href);
      address.searchParams.set("bbox", [seen.getWest(), seen.getSouth(), seen.getEast(), seen.getNorth()].map((edge) => edge.toFixed(5)).join(","));
      address.searchParams.set("zoom", map.getZoom());
      listOnly(map, box, data);
      try {
        const found = await json(address, running.signal);
        const held = document.activeElement?.closest?.(".at-map")?.getAttribute("aria-label");
        layer.clearLayers();
        found.incidents.forEach((incident) => single(map, layer, incident));
        found.clusters.slice().reverse().forEach((cluster) => several(map, layer, cluster));
        if (held) labelled(layer, held)?.focus({ preventScroll: true });
      } catch (error) {
        if (error.name !== "AbortError") layer.clearLayers();
      }
    };
    map.on("moveend", refresh);
    dark.addEventListener("change", refresh);
    return refresh();
  }

  function onePlace(map, data) {
    const at = L.latLng(data.at.split(",").map(Number));
    map.fitBounds(at.toBounds(Number(data.radius) * 6), { maxZoom: 6.5, animate: false });
    reach(at, Number(data.radius)).addTo(map);
    L.circleMarker(at, { radius: 5, color: colour("--on-mark"), weight: 1.5, fillColor: colour("--mark"), fillOpacity: 1, interactive: false }).addTo(map);
  }

  function box(data, world) {
    if (!data.bounds) {
      const points = outlines(world).find((country) => country.id === data.chosen)?.rings.flat(2) ?? [[-50, -150], [70, 160]];
      return L.latLngBounds(points);
    }
    const [west, south, east, north] = data.bounds.split(",").map(Number);
    return L.latLngBounds([south, west], [north, east]);
  }

  async function begin(holder) {
    const data = holder.dataset;
    const [world] = await Promise.all([json(data.world), leaflet(data)]);
    const frame = element("div", {});
    frame.setAttribute("role", "region");
    frame.setAttribute("aria-label", "Map");
    holder.append(frame);
    const map = L.map(frame, {
      attributionControl: false, minZoom: 0, maxZoom: DEEPEST, zoomSnap: 0.5, worldCopyJump: false, maxBounds: [[-85, -200], [85, 200]],
      maxBoundsViscosity: 1, scrollWheelZoom: false, zoomAnimation: !still, fadeAnimation: !still, markerZoomAnimation: !still, inertia: !still,
    });
    frame.addEventListener("keydown", (event) => { if (event.key === "Escape") map.closePopup(); });
    map.on("focus click", () => map.scrollWheelZoom.enable());
    map.on("blur", () => map.scrollWheelZoom.disable());
    if (data.at) onePlace(map, data);
    else map.fitBounds(box(data, world), { padding: [30, 30], maxZoom: 7, animate: false });
    drawLand(map, world, data.chosen);
    if (data.clusters) await follow(map, holder, data);
    holder.querySelector("img")?.remove();
  }

  const onScreen = new IntersectionObserver((entries) => {
    for (const entry of entries.filter((one) => one.isIntersecting)) {
      onScreen.unobserve(entry.target);
      begin(entry.target).catch(() => entry.target.querySelector(":scope > div")?.remove());
    }
  }, { rootMargin: "200px" });
  document.querySelectorAll(".map[data-world]").forEach((holder) => onScreen.observe(holder));
})();
