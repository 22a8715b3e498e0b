export { ReviewPanel } from "../../privacy/ReviewPanel";
export { DeleteAnalysis } from "../DeleteAnalysis";
export { MatchPanel } from "../match/MatchPanel";
export { VersionsPanel } from "./VersionsPanel";
