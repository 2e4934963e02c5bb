"""The words of EPCIS 2.0 and of the Core Business Vocabulary 2.0 that an event may use."""

from django.utils.translation import pgettext_lazy

CONTEXT = "https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld"
CONTEXTS = (CONTEXT, "https://gs1.github.io/EPCIS/epcis-context.jsonld")
VERSION = "2.0"
PREFIXES = {
    "epcis": "https://ref.gs1.org/epcis/",
    "cbv": "https://ref.gs1.org/cbv/",
    "cbvmda": "urn:epcglobal:cbv:mda:",
    "gs1": "https://gs1.org/voc/",
}
OBJECT, AGGREGATION, TRANSFORMATION = "ObjectEvent", "AggregationEvent", "TransformationEvent"
TRANSACTION, ASSOCIATION = "TransactionEvent", "AssociationEvent"
ACTIONS = ("ADD", "OBSERVE", "DELETE")

COMMON = frozenset(
    {"@context", "type", "eventTime", "recordTime", "eventTimeZoneOffset", "eventID", "certificationInfo"}
    | {"errorDeclaration", "bizStep", "disposition", "readPoint", "bizLocation", "bizTransactionList"}
    | {"sourceList", "destinationList", "sensorElementList"}
)
FIELDS = {
    OBJECT: COMMON | {"action", "epcList", "quantityList", "persistentDisposition", "ilmd"},
    AGGREGATION: COMMON | {"action", "parentID", "childEPCs", "childQuantityList"},
    ASSOCIATION: COMMON | {"action", "parentID", "childEPCs", "childQuantityList"},
    TRANSACTION: COMMON | {"action", "parentID", "epcList", "quantityList"},
    TRANSFORMATION: COMMON
    | {"inputEPCList", "inputQuantityList", "outputEPCList", "outputQuantityList", "transformationID", "ilmd"},
}
# Of an identifier of each field, what it is in the event.
ROLES = {
    **dict.fromkeys(("epcList", "quantityList"), "what"),
    "parentID": "parent",
    **dict.fromkeys(("childEPCs", "childQuantityList"), "child"),
    **dict.fromkeys(("inputEPCList", "inputQuantityList"), "input"),
    **dict.fromkeys(("outputEPCList", "outputQuantityList"), "output"),
}
POSITION = "geo:"  # how a place is named by where it lies
SOURCE, DESTINATION = "from", "to"

STEPS = {
    "accepting": pgettext_lazy("step", "accepting"),
    "arriving": pgettext_lazy("step", "arriving"),
    "assembling": pgettext_lazy("step", "assembling"),
    "collecting": pgettext_lazy("step", "collecting"),
    "commissioning": pgettext_lazy("step", "commissioning"),
    "consigning": pgettext_lazy("step", "consigning"),
    "creating_class_instance": pgettext_lazy("step", "producing a batch"),
    "cycle_counting": pgettext_lazy("step", "counting"),
    "decommissioning": pgettext_lazy("step", "decommissioning"),
    "departing": pgettext_lazy("step", "departing"),
    "destroying": pgettext_lazy("step", "destroying"),
    "disassembling": pgettext_lazy("step", "taking apart"),
    "dispensing": pgettext_lazy("step", "dispensing"),
    "encoding": pgettext_lazy("step", "encoding"),
    "entering_exiting": pgettext_lazy("step", "entering or leaving"),
    "holding": pgettext_lazy("step", "holding back"),
    "inspecting": pgettext_lazy("step", "inspecting"),
    "installing": pgettext_lazy("step", "installing"),
    "killing": pgettext_lazy("step", "ending a tag"),
    "loading": pgettext_lazy("step", "loading"),
    "other": pgettext_lazy("step", "another step"),
    "packing": pgettext_lazy("step", "packing"),
    "picking": pgettext_lazy("step", "picking orders"),
    "receiving": pgettext_lazy("step", "receiving"),
    "removing": pgettext_lazy("step", "removing"),
    "repackaging": pgettext_lazy("step", "packing anew"),
    "repairing": pgettext_lazy("step", "repairing"),
    "replacing": pgettext_lazy("step", "replacing"),
    "reserving": pgettext_lazy("step", "reserving"),
    "retail_selling": pgettext_lazy("step", "selling by retail"),
    "sampling": pgettext_lazy("step", "sampling"),
    "sensor_reporting": pgettext_lazy("step", "measuring"),
    "shipping": pgettext_lazy("step", "shipping"),
    "staging_outbound": pgettext_lazy("step", "making ready for dispatch"),
    "stock_taking": pgettext_lazy("step", "taking stock"),
    "stocking": pgettext_lazy("step", "stocking"),
    "storing": pgettext_lazy("step", "storing"),
    "transporting": pgettext_lazy("step", "transporting"),
    "unloading": pgettext_lazy("step", "unloading"),
    "unpacking": pgettext_lazy("step", "unpacking"),
    "void_shipping": pgettext_lazy("step", "taking a shipping back"),
}
DISPOSITIONS = frozenset(
    "active container_closed damaged destroyed dispensed disposed encoded expired in_progress in_transit inactive "  # noqa: SIM905
    "no_pedigree_match non_sellable_other partially_dispensed recalled reserved retail_sold returned "
    "sellable_accessible sellable_not_accessible stolen unknown available completeness_verified completeness_inferred "
    "conformant container_open mismatch_instance mismatch_class mismatch_quantity needs_replacement non_conformant "
    "unavailable".split()
)
PAPERS = frozenset("bol cert desadv inv pedigree po poc prodorder recadv rma testprd testres upevt".split())  # noqa: SIM905
PARTIES = frozenset({"owning_party", "possessing_party", "location"})
ERRORS = {
    "did_not_occur": pgettext_lazy("error", "it did not happen"),
    "incorrect_data": pgettext_lazy("error", "it holds wrong data"),
}


def listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


# Of sensors: what is measured, what it warns of, along which axis.
MEASURES = listed(
    "AbsoluteHumidity AbsorbedDose AbsorbedDoseRate Acceleration Radioactivity Altitude AmountOfSubstance "
    "AmountOfSubstancePerUnitVolume Angle AngularAcceleration AngularMomentum AngularVelocity Area Capacitance "
    "Conductance Conductivity Count Density Dimensionless DoseEquivalent DoseEquivalentRate DynamicViscosity "
    "ElectricCharge ElectricCurrent ElectricCurrentDensity ElectricFieldStrength Energy Exposure Force Frequency "
    "Illuminance Inductance Irradiance KinematicViscosity Length LinearMomentum Luminance LuminousFlux "
    "LuminousIntensity MagneticFlux MagneticFluxDensity MagneticVectorPotential Mass MassConcentration MassFlowRate "
    "MassPerAreaTime MemoryCapacity MolalityOfSolute MolarEnergy MolarMass MolarVolume Power Pressure RadiantFlux "
    "RadiantIntensity RelativeHumidity Resistance Resistivity SolidAngle SpecificVolume Speed SurfaceDensity "
    "SurfaceTension Temperature Time Torque Voltage Volume VolumeFlowRate VolumeFraction VolumetricFlux "
    "Wavenumber"
)
SENSED = frozenset({"ALARM_CONDITION", "ERROR_CONDITION"})
AXES = listed(
    "x y z axial_distance azimuth height spherical_radius polar_angle elevation_angle easting northing latitude "
    "longitude altitude"
)
SITE = PREFIXES["cbv"]
# Where a bare word stands, and what its full name begins with.
BARE = {
    "bizStep": SITE + "BizStep-",
    "disposition": SITE + "Disp-",
    "set": SITE + "Disp-",
    "unset": SITE + "Disp-",
    "bizTransaction": SITE + "BTT-",
    "source": SITE + "SDT-",
    "destination": SITE + "SDT-",
    "sensorReport": PREFIXES["gs1"],
    "exception": PREFIXES["gs1"],
    "component": SITE + "Comp-",
    "error": SITE + "ER-",
}


def step_word(step: str) -> str:
    return str(STEPS.get(step, step))


def unit_word(unit: str) -> str:
    """A code of UN/ECE Recommendation 20 as people write it; empty for pieces."""
    return {"KGM": "kg"}.get(unit, unit)


def bare(kind: str, value: str) -> str:
    """`shipping`, whether it is written so or as the full name of GS1's vocabulary."""
    return value.removeprefix(BARE[kind])
