import type { components } from "../../api/schema";
import { CardIcon, ChatIcon, FileIcon, PersonIcon, SearchIcon, TargetIcon, CheckIcon } from "../../components/icons";

export type Topic = components["schemas"]["Topic"];

export const topics = [
  { id: "interview_preparation", text: "interview_preparationText", Icon: ChatIcon },
  { id: "cv_review", text: "cv_reviewText", Icon: FileIcon },
  { id: "salary_negotiation", text: "salary_negotiationText", Icon: CardIcon },
  { id: "career_change", text: "career_changeText", Icon: TargetIcon },
  { id: "job_search", text: "job_searchText", Icon: SearchIcon },
  { id: "linkedin_profile", text: "linkedin_profileText", Icon: PersonIcon },
  { id: "week_plan", text: "week_planText", Icon: CheckIcon },
] as const satisfies readonly { id: Topic; text: string; Icon: unknown }[];

/** The topic in the address (`?topic=…`, from the dashboard's next steps); null for an unknown topic. */
export function topicOf(name: string | null): Topic | null {
  return topics.find(({ id }) => id === name)?.id ?? null;
}
