"""皆保険の法令: the law, and nothing but the law.

Plain functions on whole yen, and dated tables beside them. This room imports nothing of the
other rooms and nothing outside the standard library. Every function here is either a *rule*
(pure) or a *paragraph* (walks people and bills and writes into work columns); see
``docs/law.md``.
"""
