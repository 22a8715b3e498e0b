import type { components } from "../../api/schema";

type Schemas = components["schemas"];

export type Analysis = Schemas["Analysis"];
export type AnalysisSummary = Schemas["AnalysisSummary"];
export type Result = Schemas["AnalysisResult"];
export type Comparison = Schemas["Comparison"];
export type Match = Schemas["MatchResult"];
export type Suggestion = Schemas["Suggestion"];
export type Line = Schemas["Line"];
export type Stage = Schemas["Progress"]["stage"];
export type Status = Analysis["status"];

export function inProgress(status: Status): boolean {
  return status === "awaiting_upload" || status === "pending" || status === "processing";
}

export const statusLabels = {
  completed: "statusCompleted",
  processing: "statusProcessing",
  pending: "statusPending",
  awaiting_upload: "statusAwaiting",
  failed: "statusFailed",
} as const satisfies Record<Status, string>;

export const statuses = Object.keys(statusLabels) as Status[];
