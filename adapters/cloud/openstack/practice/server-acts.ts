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
