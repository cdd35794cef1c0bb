import type { Action, Server } from './model.ts';
import type { Call } from './routes.ts';
import type { World } from './world.ts';

/** Begins something that is done to a server and writes it into its history. */
export function begin(call: Call, server: Server, action: string, change: Partial<Server>): Server {
  const { world, requestId } = call;
  const now = world.now();
  return world.servers.put({
    ...server,
    ...change,
    updatedAt: now,
    actions: [newAction(action, requestId, now), ...server.actions],
  });
}

/** Writes down something that has no state of its own: the disk or the port shows how it goes. */
export function note({ world, requestId }: Call, id: string, action: string): void {
  const server = world.servers.get(id);
  if (!server) return;
  const begun = newAction(action, requestId, world.now());
  const event = begun.event && { ...begun.event, finish: begun.start, result: 'Success' };
  const [running, ...earlier] = server.actions;
  // What is still running stays first: it is the one that will be ended.
  const actions =
    running && server.due ? [running, { ...begun, event }, ...earlier] : [{ ...begun, event }, ...server.actions];
  world.servers.set(id, { actions });
}

export const newAction = (action: string, request: string, start: number): Action => ({
  action,
  request,
  start,
  updated: start,
  message: null,
  event: { name: `compute__do_${action}`, finish: null, result: null },
});

/** Ends what was begun last. */
export function finish(world: World, id: string, change: Partial<Server>, message: string | null = null): void {
  const server = world.servers.get(id);
  if (!server) return;
  const now = world.now();
  const [last, ...earlier] = server.actions;
  const ended: readonly Action[] = last
    ? [
        {
          ...last,
          updated: now,
          message,
          event: last.event && { ...last.event, finish: now, result: message === null ? 'Success' : 'Error' },
        },
        ...earlier,
      ]
    : [];
  world.servers.put({ ...server, task: null, due: undefined, updatedAt: now, actions: ended, ...change });
}
