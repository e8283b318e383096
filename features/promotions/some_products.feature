@promotions
Feature: A code for some products

  @PR21
  Scenario: A code for some products takes its share off those alone
    Given my cart holds what a code for some products is for, and something else
    When I apply a code for some products
    Then my discount should be what the code promises
    And the parts of my bill should add up to the total

  @PR20
  Scenario: A code for full-price products takes nothing off a reduced one
    Given I have a reduced product in my cart
    When I apply a code for full-price products
    Then I should have no discount
    And my total should be as before

  @PR20
  Scenario: A code for full-price products takes its share off those alone
    Given my cart holds what a code for full-price products is for, and something else
    When I apply a code for full-price products
    Then my discount should be what the code promises
    And the parts of my bill should add up to the total

  @PR21
  Scenario: A code for some products takes nothing off the others
    Given my cart holds nothing of what a code for some products is for
    When I apply a code for some products
    Then I should have no discount
    And my total should be as before
