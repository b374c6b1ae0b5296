-- One row per authority and agency that it uses, of its newest return; an authority that names none has no agency.
-- params:
-- returns: area VARCHAR, period VARCHAR, agency VARCHAR
-- grain: area, agency
-- reads: shared_agency, shared_pay
WITH newest AS (
    SELECT
        area,
        period
    FROM shared_pay
    GROUP BY area, period
)

SELECT
    newest.area,
    newest.period,
    used.agency
FROM newest
LEFT JOIN shared_agency AS used ON newest.area = used.area
ORDER BY newest.area ASC NULLS LAST, used.agency ASC NULLS LAST
