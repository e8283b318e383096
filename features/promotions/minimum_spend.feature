@promotions
Feature: A minimum spend is asked for, and enough

  @PR19
  Scenario: Below the minimum spend the code gives nothing
    Given my cart stays below what a minimum-spend code asks for
    When I apply a minimum-spend code
    Then I should have no discount
    And my total should be as before

  @PR19
  Scenario: At the minimum spend the code gives what it promises
    Given my cart reaches what a minimum-spend code asks for
    When I apply a minimum-spend code
    Then my discount should be what the code promises
    And the parts of my bill should add up to the total
