import { approvalProcesses } from '../contract/approval-processes.ts';
import { approvalReminders } from '../contract/approval-reminders.ts';
import { approvalRaces } from '../contract/approvals.ts';
import { slackRoom } from './approval-room.ts';

approvalRaces('slack', () => slackRoom('socket'));
// Slack chooses which process hears; by HTTP the test does.
approvalProcesses('slack', () => slackRoom('http'));
approvalReminders('slack', () => slackRoom('http'));
