import type { Course } from './course.ts';
import type { AnyOperation, Ask, Plan, Ref, Step, Steps, Wait, World } from './operation.ts';

/** A step the code has come to. */
export type Call =
  | { readonly kind: 'step'; readonly name: string; readonly step: Step<unknown> }
  | {
      readonly kind: 'until';
      readonly name: string;
      readonly look: (ref: Ref) => Promise<unknown>;
      readonly wait: Wait<unknown>;
    }
  | { readonly kind: 'answer'; readonly name: string; readonly ask: Ask<unknown> }
  | { readonly kind: 'agree'; readonly name: string; readonly plan: Plan<unknown> };

/** How a walk through the code of an operation ended. */
export type Walked<R> =
  | { readonly kind: 'returned'; readonly value: unknown }
  | { readonly kind: 'threw'; readonly error: unknown }
  | { readonly kind: 'stopped'; readonly at: R };

export interface Visitor<R> {
  /** Hears of every step, settled or not. */
  meet?(call: Call): void;
  /** A step the journal has no result of: its value, or the reason to stop here. */
  arrive(call: Call): Promise<{ readonly value: unknown } | { readonly stop: R }>;
}

/**
 * Runs the code with the results the journal remembers. Where the visitor stops, the code simply never hears
 * back: it cannot catch that, and it takes no part in what comes then.
 */
export function walk<R>(
  operation: AnyOperation,
  input: unknown,
  world: World,
  course: Course,
  visitor: Visitor<R>,
): Promise<Walked<R>> {
  return new Promise((resolve, reject) => {
    const met = new Set<string>();
    let at: string | undefined;
    let going: Promise<void> = Promise.resolve();

    let closed = false;

    // Code that does not wait for its own step may be over before it; what comes then must not run beside it.
    const over = (walked: Walked<R>) => {
      closed = true;
      void going.then(() => resolve(walked), reject);
    };
    const come = (call: Call): Promise<unknown> =>
      new Promise((answer) => {
        if (closed) return;
        const mistake = misuse(operation, call, met, at);
        if (mistake) return over({ kind: 'threw', error: new Error(`${operation.name}: ${mistake}`) });
        met.add(call.name);
        visitor.meet?.(call);
        const known = settled(call, course);
        if (known) return known.kind === 'value' ? answer(known.value) : resolve({ kind: 'threw', error: known.error });
        at = call.name;
        going = visitor.arrive(call).then((arrived) => {
          at = undefined;
          if ('stop' in arrived) resolve({ kind: 'stopped', at: arrived.stop });
          else answer(arrived.value);
        });
        going.catch(reject);
      });

    const steps: Steps = {
      // The journal gives back what `do` made, through JSON: the types of the caller hold.
      step: (name, step) => come({ kind: 'step', name, step: step as Step<unknown> }) as Promise<never>,
      until: (name, look, wait) => come({ kind: 'until', name, look, wait: wait as Wait<unknown> }) as Promise<never>,
      answer: (name, ask) => come({ kind: 'answer', name, ask: ask as Ask<unknown> }) as Promise<never>,
      // What it finds is checked by its own shape before it is compared.
      agree: (name, plan) => come({ kind: 'agree', name, plan: plan as Plan<unknown> }) as Promise<never>,
    };
    const run = async () => operation.run(steps, operation.input.parse(input), world);
    run().then(
      (value) =>
        at === undefined
          ? resolve({ kind: 'returned', value })
          : over({ kind: 'threw', error: new Error(`${operation.name}: returned before step "${at}"`) }),
      (error) => over({ kind: 'threw', error }),
    );
  });
}

function misuse(operation: AnyOperation, call: Call, met: ReadonlySet<string>, at: string | undefined) {
  if (!Object.hasOwn(operation.outline, call.name)) return `step "${call.name}" is not in the outline`;
  if (met.has(call.name)) return `step "${call.name}" is used twice`;
  if (at !== undefined) return `step "${call.name}" begins while "${at}" is going`;
  return undefined;
}

function settled(call: Call, course: Course) {
  const passed = course.steps.get(call.name);
  if (passed?.did) return { kind: 'value', value: passed.did.made } as const;
  if (!passed?.answered || call.kind !== 'answer') return undefined;
  const parsed = call.ask.shape.safeParse(passed.answered.value);
  return parsed.success
    ? ({ kind: 'value', value: parsed.data } as const)
    : ({ kind: 'error', error: parsed.error } as const);
}
