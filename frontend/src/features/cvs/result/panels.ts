export { AtsPanel } from "./AtsPanel";
export { ProfilePanel } from "./ProfilePanel";
export { ScorePanel } from "./ScorePanel";
