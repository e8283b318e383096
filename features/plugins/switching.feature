@plugins
Feature: Switching a plugin leaves the way to the order open

  @PL04
  Scenario Outline: An order can be placed with <plugin> <state>
    Given the store has the plugin <plugin> <state>
    And I have a product in stock in my cart
    When I place my order
    Then my order should be confirmed
    And exactly 1 order should exist for me

    Examples:
      | plugin             | state    |
      | the loyalty badge  | inactive |
      | the consent banner | active   |

  @PL02
  Scenario: The bill adds up with the loyalty badge active
    Given the store has the plugin the loyalty badge active
    And I have a product in stock in my cart
    When I am ready to place my order
    Then the parts of my bill should add up to the total

  @PL09
  Scenario: No script fails from the product to the review
    Given I have a product in stock in my cart
    When I am ready to place my order
    Then the pages should report no script errors

  @PL05
  Scenario Outline: An order can be placed with the loyalty badge <badge> and the consent banner <banner>
    Given the store has the plugin the loyalty badge <badge>
    And the store has the plugin the consent banner <banner>
    And I have a product in stock in my cart
    When I choose to pay with a good card
    And I place my order
    Then my order should be confirmed
    And exactly 1 order should exist for me
    And I should be charged exactly my order total once
    And my cart should be empty

    Examples: every pair of states
      | badge    | banner   |
      | active   | active   |
      | active   | inactive |
      | inactive | active   |
      | inactive | inactive |
