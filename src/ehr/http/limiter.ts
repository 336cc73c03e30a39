/** Bounded parallelism: an EHR serves its clinicians first. Tasks start in the order they came. */

export interface Limiter {
  run<T>(task: () => Promise<T>): Promise<T>;
}

export function limiter(max: number): Limiter {
  const waiting: (() => void)[] = [];
  let running = 0;
  const enter = (): Promise<void> | undefined => {
    if (running < max) {
      running += 1;
      return undefined;
    }
    return new Promise((resolve) => waiting.push(resolve));
  };
  const leave = (): void => {
    const next = waiting.shift();
    // A place is handed on, not freed, so that nobody slips in between.
    if (next) next();
    else running -= 1;
  };
  return {
    async run(task) {
      await enter();
      try {
        return await task();
      } finally {
        leave();
      }
    },
  };
}
