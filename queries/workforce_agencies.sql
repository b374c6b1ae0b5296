-- One row per agency of a quarter's return: whether it is in use, by how many, how it is reached.
-- params: area VARCHAR, period VARCHAR
-- returns: agency VARCHAR, in_use BOOLEAN, assignments BIGINT, via VARCHAR, framework VARCHAR
-- grain: agency
-- reads: own_agencies, own_agency_use
WITH named AS (
    SELECT agency FROM own_agencies
    WHERE area = $area AND period = $period
    UNION
    SELECT agency FROM own_agency_use
    WHERE area = $area AND period = $period
)

SELECT
    named.agency,
    used.in_use,
    used.assignments,
    known.via,
    known.framework_used AS framework
FROM named
LEFT JOIN own_agency_use AS used
    ON named.agency = used.agency AND used.area = $area AND used.period = $period
LEFT JOIN own_agencies AS known
    ON named.agency = known.agency AND known.area = $area AND known.period = $period
ORDER BY named.agency ASC NULLS LAST
