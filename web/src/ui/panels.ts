// Which panels are open: side by side on a wide screen, one at a time as a bottom sheet on a narrow one.

export type PanelName = "legend" | "list" | "land" | "about" | "card";

export interface Panels {
  isOpen(name: PanelName): boolean;
  open(name: PanelName): void;
  close(name: PanelName): void;
  toggle(name: PanelName): void;
  /** A button that opens and closes the panel and says so. */
  bind(name: PanelName, button: HTMLElement): void;
  add(name: PanelName, element: HTMLElement): void;
  onChange(listener: (name: PanelName) => void): void;
  /** Forgets elements and buttons before the page is built anew in another language. */
  reset(): void;
}

const NARROW = "(max-width: 760px)";
/** These share the end side: one at a time. */
const SHARE_A_SIDE: PanelName[] = ["list", "land", "card", "about"];

export function createPanels(): Panels {
  const narrow = window.matchMedia(NARROW);
  const open = new Set<PanelName>(narrow.matches ? [] : ["legend"]);
  const elements = new Map<PanelName, HTMLElement>();
  const buttons = new Map<PanelName, HTMLElement>();
  const listeners: ((name: PanelName) => void)[] = [];

  const show = () => {
    for (const [name, element] of elements) element.hidden = !open.has(name);
    for (const [name, button] of buttons) button.setAttribute("aria-expanded", String(open.has(name)));
  };
  const change = (name: PanelName, wanted: boolean) => {
    if (open.has(name) === wanted) return;
    if (wanted) {
      if (narrow.matches) open.clear();
      else if (SHARE_A_SIDE.includes(name)) for (const other of SHARE_A_SIDE) open.delete(other);
      open.add(name);
    } else open.delete(name);
    show();
    for (const listener of listeners) listener(name);
  };

  narrow.addEventListener("change", () => {
    if (narrow.matches && open.size > 1) {
      open.delete("legend");
      show();
    }
  });

  return {
    isOpen: (name) => open.has(name),
    open: (name) => change(name, true),
    close: (name) => change(name, false),
    toggle: (name) => change(name, !open.has(name)),
    bind(name, button) {
      buttons.set(name, button);
      button.setAttribute("aria-controls", `panel-${name}`);
      button.setAttribute("aria-expanded", String(open.has(name)));
    },
    add(name, element) {
      elements.set(name, element);
      element.id = `panel-${name}`;
      element.hidden = !open.has(name);
    },
    onChange(listener) {
      listeners.push(listener);
    },
    reset() {
      elements.clear();
      buttons.clear();
      listeners.length = 0;
    },
  };
}
