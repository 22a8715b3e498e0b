const labels = {
  contact: "sectionContact",
  summary: "sectionSummary",
  experience: "sectionExperience",
  education: "sectionEducation",
  skills: "sectionSkills",
  languages: "sectionLanguages",
  certifications: "sectionCertifications",
  projects: "sectionProjects",
  clarity: "sectionClarity",
  ats: "sectionAts",
} as const;

/** The key of the name of a section kind; null for a kind that has no name here. */
export function sectionLabel(kind: string): (typeof labels)[keyof typeof labels] | null {
  return Object.hasOwn(labels, kind) ? labels[kind as keyof typeof labels] : null;
}
