@plugins
Feature: What is well by itself is well together

  # Every two values meet in some row, and each day has rows of its own (docs/pairwise.md).
  @PL05 @pairwise
  Scenario Outline: An order goes through whatever is combined
    Given I shop on <device>
    And I shop in <locale>
    And the store uses <theme>
    And the store has the plugin the loyalty badge <badge>
    And the store has the plugin the consent banner <banner>
    And I have a product in stock in my cart
    When I apply <code>
    And I choose to pay by <payment>
    And I place my order
    Then my order should be confirmed
    And exactly 1 order should exist for me

    Examples:
      | theme           | badge    | banner   | locale                 | device               | code         | payment |
      | the usual theme | active   | inactive | the default locale     | a desktop            | a live code  | card    |
      | another theme   | inactive | active   | another locale         | a small touch screen | a fixed code | invoice |
      |                 |          |          | a right-to-left locale |                      |              |         |
