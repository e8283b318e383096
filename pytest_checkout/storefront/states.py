"""The names of states and provinces whose codes people write in addresses (ISO 3166-2, the part after the country)."""

from __future__ import annotations

from typing import Final

STATES: Final[dict[str, dict[str, str]]] = {
    country: dict(entry.split(" ", 1) for entry in listed.split(", "))
    for country, listed in {
        "AU": "ACT Australian Capital Territory, NSW New South Wales, NT Northern Territory, QLD Queensland, "
        "SA South Australia, TAS Tasmania, VIC Victoria, WA Western Australia",
        "CA": "AB Alberta, BC British Columbia, MB Manitoba, NB New Brunswick, NL Newfoundland and Labrador, "
        "NS Nova Scotia, NT Northwest Territories, NU Nunavut, ON Ontario, PE Prince Edward Island, QC Quebec, "
        "SK Saskatchewan, YT Yukon",
        "ES": "B Barcelona, M Madrid, SE Sevilla, V Valencia",
        "IT": "FI Firenze, MI Milano, NA Napoli, RM Roma, TO Torino",
        "US": "AL Alabama, AK Alaska, AZ Arizona, AR Arkansas, CA California, CO Colorado, CT Connecticut, "
        "DE Delaware, DC District of Columbia, FL Florida, GA Georgia, HI Hawaii, ID Idaho, IL Illinois, IN Indiana, "
        "IA Iowa, KS Kansas, KY Kentucky, LA Louisiana, ME Maine, MD Maryland, MA Massachusetts, MI Michigan, "
        "MN Minnesota, MS Mississippi, MO Missouri, MT Montana, NE Nebraska, NV Nevada, NH New Hampshire, "
        "NJ New Jersey, NM New Mexico, NY New York, NC North Carolina, ND North Dakota, OH Ohio, OK Oklahoma, "
        "OR Oregon, PA Pennsylvania, RI Rhode Island, SC South Carolina, SD South Dakota, TN Tennessee, TX Texas, "
        "UT Utah, VT Vermont, VA Virginia, WA Washington, WV West Virginia, WI Wisconsin, WY Wyoming",
    }.items()
}
"""Country -> code -> name; countries without an entry write their states in full, or need none."""
