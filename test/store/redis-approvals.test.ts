import { approvalProcesses } from '../contract/approval-processes.ts';
import { discordRoom } from '../discord/approval-room.ts';
import { slackRoom } from '../slack/approval-room.ts';
import { placesOn } from './redis-place.ts';
import { onEachServer } from './redis-server.ts';

onEachServer((server) => {
  const place = placesOn(() => server().url);

  approvalProcesses('slack on Redis', () => slackRoom('http'), place);
  approvalProcesses('discord on Redis', () => discordRoom(), place);
});
