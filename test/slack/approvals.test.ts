import { approvalRaces } from '../contract/approvals.ts';
import { slackRoom } from './approval-room.ts';

approvalRaces('slack', () => slackRoom('socket'));
