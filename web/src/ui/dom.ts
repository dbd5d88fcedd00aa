// Making elements: text only ever enters as text, attributes only by name.

type Child = Node | string | null | undefined | false;

/** `el("p", { class: "note" }, "text")`. Attributes that are null or false are left out. */
export function el<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Record<string, string | number | boolean | null | undefined> = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    element.setAttribute(name, value === true ? "" : String(value));
  }
  for (const child of children) if (child) element.append(child);
  return element;
}

/** A button with a click handler. Its text is its name unless `label` gives one. */
export function button(className: string, label: string, onClick: () => void, ...children: Child[]): HTMLButtonElement {
  const made = el("button", { type: "button", class: className, "aria-label": label, title: label }, ...children);
  made.addEventListener("click", onClick);
  return made;
}

const ICONS = {
  play: "M8 5.2v13.6l11-6.8z",
  pause: "M7.5 5.5h3.2v13H7.5zM13.3 5.5h3.2v13h-3.2z",
  close: "M6.7 5.6L12 10.9l5.3-5.3 1.1 1.1L13.1 12l5.3 5.3-1.1 1.1L12 13.1l-5.3 5.3-1.1-1.1 5.3-5.3-5.3-5.3z",
  search: "M10.5 4.5a6 6 0 014.7 9.7l4 4-1 1-4-4a6 6 0 11-3.7-10.7zm0 1.5a4.5 4.5 0 100 9 4.5 4.5 0 000-9z",
  legend: "M5 6h4v3H5zM11 6.8h8v1.4h-8zM5 10.5h4v3H5zM11 11.3h8v1.4h-8zM5 15h4v3H5zM11 15.8h8v1.4h-8z",
  list: "M5 6.5h14V8H5zm0 4.8h14v1.5H5zm0 4.7h14v1.5H5z",
  land: "M4.5 19h15v1.5h-15zM4.5 17.5v-4l4.7-4.6 3.8 2.9 6.5-6.3v12z",
  info: "M12 4a8 8 0 110 16 8 8 0 010-16zm0 1.5a6.5 6.5 0 100 13 6.5 6.5 0 000-13zM11.2 11h1.6v5.2h-1.6zm0-3h1.6v1.7h-1.6z",
  theme: "M12 4a8 8 0 100 16V4zm0-1a9 9 0 110 18 9 9 0 010-18z",
  previous: "M14.8 5.8l1.1 1.1L10.8 12l5.1 5.1-1.1 1.1L8.6 12z",
  next: "M9.2 5.8L8.1 6.9l5.1 5.1-5.1 5.1 1.1 1.1 6.2-6.2z",
  target:
    "M11.3 3h1.4v3.1a6 6 0 015.2 5.2H21v1.4h-3.1a6 6 0 01-5.2 5.2V21h-1.4v-3.1a6 6 0 01-5.2-5.2H3v-1.4h3.1a6 6 0 015.2-5.2zm.7 4.5a4.5 4.5 0 100 9 4.5 4.5 0 000-9z",
} as const;

export type IconName = keyof typeof ICONS;

/** A 24-unit icon in the text's color; `mirrored` ones point along the reading direction. */
export function icon(name: IconName): SVGSVGElement {
  const mirrored = ["play", "previous", "next"].includes(name);
  const svg = svgElement("svg", {
    viewBox: "0 0 24 24",
    class: mirrored ? "icon is-mirrored" : "icon",
    "aria-hidden": "true",
  });
  svg.append(svgElement("path", { d: ICONS[name], fill: "currentColor" }));
  return svg;
}

export function svgElement<K extends keyof SVGElementTagNameMap>(
  tag: K,
  attributes: Record<string, string | number>,
): SVGElementTagNameMap[K] {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
  return element;
}

/** Calls `work` at once, then at most every `ms`, and once more at the end. */
export function throttle(work: () => void, ms: number): () => void {
  let timer = 0;
  let again = false;
  const run = () => {
    work();
    timer = window.setTimeout(() => {
      timer = 0;
      if (!again) return;
      again = false;
      run();
    }, ms);
  };
  return () => {
    if (timer) again = true;
    else run();
  };
}

/** A link to a source, only where the address is plain http or https. */
export function safeLink(url: string | null | undefined, text: string): HTMLElement {
  const ok = url && /^https?:\/\//i.test(url);
  return ok ? el("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, text) : el("span", {}, text);
}
