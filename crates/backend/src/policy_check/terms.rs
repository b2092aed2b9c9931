//! The words that a policy may use: DPV 2.3 with its extensions pd and eu-gdpr.

use super::report::Report;

/// Every term, one a line.
const TERMS: &str = include_str!("../../../consent/data/dpv-2.3.txt");

/// Data of which Art. 9(1) GDPR says that it may not be processed, but for its exceptions.
const SPECIAL: &[&str] = &[
    "pd:Biometric",
    "pd:BloodType",
    "pd:Disability",
    "pd:DNACode",
    "pd:DrugTestResult",
    "pd:EthnicOrigin",
    "pd:Ethnicity",
    "pd:FacialPrint",
    "pd:FamilyHealthHistory",
    "pd:Fetish",
    "pd:Fingerprint",
    "pd:Genetic",
    "pd:Health",
    "pd:HealthHistory",
    "pd:HealthRecord",
    "pd:IndividualHealthHistory",
    "pd:MedicalHealth",
    "pd:MentalHealth",
    "pd:PhilosophicalBelief",
    "pd:PhysicalHealth",
    "pd:PoliticalAffiliation",
    "pd:PoliticalOpinion",
    "pd:Prescription",
    "pd:Race",
    "pd:Religion",
    "pd:ReligiousBelief",
    "pd:Retina",
    "pd:Sexual",
    "pd:SexualHistory",
    "pd:SexualPreference",
    "pd:TradeUnionMembership",
    "dpv:SpecialCategoryPersonalData",
];

/// Purposes that serve the company; a chat answers without them.
const NOT_NEEDED: &[&str] = &[
    "dpv:AcademicResearch",
    "dpv:CommercialPurpose",
    "dpv:CommercialResearch",
    "dpv:CustomerRelationshipManagement",
    "dpv:ImproveExistingProductsAndServices",
    "dpv:ImproveHealthcare",
    "dpv:ImproveInternalCRMProcesses",
    "dpv:InternalResourceOptimisation",
    "dpv:OptimisationForController",
    "dpv:OptimiseUserInterface",
    "dpv:Personalisation",
    "dpv:PersonalisedBenefits",
    "dpv:ProvideEventRecommendations",
    "dpv:ProvidePersonalisedRecommendations",
    "dpv:ProvideProductRecommendations",
    "dpv:PublicRelations",
    "dpv:ResearchAndDevelopment",
    "dpv:ScientificResearch",
    "dpv:SellProducts",
    "dpv:SellProductsToDataSubject",
    "dpv:ServiceOptimisation",
    "dpv:ServicePersonalisation",
    "dpv:ServiceUsageAnalytics",
    "dpv:UserInterfacePersonalisation",
];

/// Whether data of this kind is of a special category.
pub(super) fn is_special(kind: &str) -> bool {
    SPECIAL.contains(&kind)
}

/// Whether data of this kind is about crimes (Art. 10 GDPR).
pub(super) fn is_criminal(kind: &str) -> bool {
    kind.starts_with("pd:Criminal")
}

/// Whether a chat answers without purposes of this kind.
pub(super) fn is_beyond_the_chat(category: &str) -> bool {
    NOT_NEEDED.contains(&category)
}

/// Says so if `term` is none of DPV's, or not of what it should be one (`pd:`, `eu-gdpr:A6-`).
pub(super) fn check(term: &str, starts: &[&str], place: &str, report: &mut Report) {
    let known = || TERMS.lines().filter(|line| !line.starts_with('#'));
    if !known().any(|own| own == term) {
        let near = known().find(|own| own.eq_ignore_ascii_case(term));
        let remedy = match near {
            Some(near) => format!("Write \"{near}\"."),
            None => {
                "Look for one at https://w3id.org/dpv: receipts are written in its terms.".into()
            }
        };
        report.warning(place, format!("\"{term}\" is no term of DPV 2.3."), &remedy);
    } else if !starts.iter().any(|start| term.starts_with(start)) {
        let what = format!("\"{term}\" is a term, but none for this place.");
        let remedy = format!("Use one that begins with {}.", starts.join(" or "));
        report.warning(place, what, &remedy);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_are_made_of_terms_that_exist() {
        let known: Vec<_> = TERMS.lines().collect();
        for term in SPECIAL.iter().chain(NOT_NEEDED) {
            assert!(known.contains(term), "{term}");
        }
        assert!(known.iter().any(|term| is_criminal(term)));
    }
}
