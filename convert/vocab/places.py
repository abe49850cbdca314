"""The time zone of a country that has one, for countries whose press is written right to left (IANA tz)."""

ZONES = {
    "AE": "Asia/Dubai", "AF": "Asia/Kabul", "BH": "Asia/Bahrain", "DJ": "Africa/Djibouti",
    "DZ": "Africa/Algiers", "EG": "Africa/Cairo", "ER": "Africa/Asmara", "IL": "Asia/Jerusalem",
    "IN": "Asia/Kolkata", "IQ": "Asia/Baghdad", "IR": "Asia/Tehran", "JO": "Asia/Amman",
    "KM": "Indian/Comoro", "KW": "Asia/Kuwait", "LB": "Asia/Beirut", "LY": "Africa/Tripoli",
    "MA": "Africa/Casablanca", "MR": "Africa/Nouakchott", "MV": "Indian/Maldives", "OM": "Asia/Muscat",
    "PK": "Asia/Karachi", "PS": "Asia/Gaza", "QA": "Asia/Qatar", "SA": "Asia/Riyadh",
    "SD": "Africa/Khartoum", "SO": "Africa/Mogadishu", "SY": "Asia/Damascus", "TD": "Africa/Ndjamena",
    "TN": "Africa/Tunis", "YE": "Asia/Aden",
}  # fmt: skip
