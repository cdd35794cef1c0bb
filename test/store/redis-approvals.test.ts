import { approvalProcesses } from '../contract/approval-processes.ts';
import { slackRoom } from '../slack/approval-room.ts';
import { placesOn } from './redis-place.ts';
import { onEachServer } from './redis-server.ts';

onEachServer((server) => {
  const place = placesOn(() => server().url);

  // What differs between the chats is shown on a file: here it is the store.
  approvalProcesses('slack on Redis', () => slackRoom('http'), place);
});
