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

/** The message that names a kind of section; null for a kind this page has no name for. */
export function sectionLabel(kind: string): (typeof labels)[keyof typeof labels] | null {
  return Object.hasOwn(labels, kind) ? labels[kind as keyof typeof labels] : null;
}
