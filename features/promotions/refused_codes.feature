@promotions
Feature: Codes that do not hold are refused in words

  @PR03
  Scenario: A code that does not exist is refused and the total does not move
    Given I have a product in stock in my cart
    When I try a code that does not exist
    Then the code should be refused
    And my total should be as before

  @PR04
  Scenario: An expired code is refused and the total does not move
    Given I have a product in stock in my cart
    When I apply an expired code
    Then the code should be refused
    And my total should be as before

  @PR05
  Scenario: A code that has not started yet is refused
    Given I have a product in stock in my cart
    When I apply an upcoming code
    Then the code should be refused
    And my total should be as before

  @PR09
  Scenario: A single-use code works once
    Given nobody has used a single-use code yet
    And I have a product in stock in my cart
    When I apply a single-use code
    Then my discount should be what the code promises
    When I place my order
    Then my order should be confirmed
    And the single-use code should be refused to another shopper
