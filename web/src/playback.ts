// Playing: whole days forward, driven by animation frames, until the theatre's last day has been shown.
import type { Store } from "./store.ts";
import { advance, BASE_RATE, type Span } from "./time.ts";

export function bindPlayback(store: Store, span: Span): void {
  let last = 0;
  let carried = 0;
  let running = false;

  const frame = (now: number) => {
    const { playing, speed, day } = store.state;
    if (!playing) {
      running = false;
      return;
    }
    // A tab that slept does not leap: at most a tenth of a second is made up for.
    const step = advance(Math.min(100, now - last), BASE_RATE * speed, carried);
    last = now;
    carried = step.carried;
    if (step.days > 0) {
      const next = Math.min(span.last, day + step.days);
      store.set({ day: next, playing: next < span.last });
    }
    requestAnimationFrame(frame);
  };

  store.subscribe(({ playing }) => {
    if (!playing || running) return;
    running = true;
    carried = 0;
    last = performance.now();
    requestAnimationFrame(frame);
  });
}
