@inventory
Feature: The store sells what the inventory system counts, and believes no feed that lies

  @IN08
  Scenario: A sale is counted once by the store and by the inventory system
    Given the inventory system counts 3 of the last unit
    And I have the last unit in my cart
    And I choose to pay with a good card
    When I place my order
    Then the inventory system should count 2 of the last unit
    And the store should sell 2 of the last unit, as the inventory system tells
    And exactly 1 order should exist for me
    And I should be charged exactly my order total once
    And my cart should be empty
    And my order should be confirmed

  @IN08
  Scenario: A count that comes twice sells nothing twice
    Given the inventory system counts 3 of the last unit
    And I have the last unit in my cart
    And I choose to pay with a good card
    When I place my order
    And the inventory system has heard of my order
    And the stock feed tells its last count again of the last unit
    Then the store should sell 2 of the last unit, as the inventory system tells
    And exactly 1 order should exist for me
    And I should be charged exactly my order total once
    And my cart should be empty
    And my order should be confirmed

  @IN08 @IN01
  Scenario: An old count does not bring back what is sold
    Given the inventory system counts 1 of the last unit
    And I have the last unit in my cart
    And I choose to pay with a good card
    When I place my order
    And the inventory system has heard of my order
    And the stock feed tells an old count of the last unit
    Then the store should sell 0 of the last unit, as the inventory system tells
    And the last unit should not be for sale
    And exactly 1 order should exist for me
    And I should be charged exactly my order total once
    And my cart should be empty
    And my order should be confirmed

  @IN08
  Scenario Outline: <lie> of the stock feed is not believed, and the next true count is
    Given the inventory system counts 3 of the last unit
    When the stock feed tells <lie> of the last unit
    Then the store should sell 3 of the last unit, as the inventory system tells
    When the inventory system counts 5 of the last unit
    Then the store should sell 5 of the last unit, as the inventory system tells
    When I have the last unit in my cart
    And I choose to pay with a good card
    And I place my order
    Then the store should sell 4 of the last unit, as the inventory system tells
    And exactly 1 order should exist for me
    And I should be charged exactly my order total once
    And my cart should be empty
    And my order should be confirmed

    Examples:
      | lie                       |
      | a negative count          |
      | a count that is no number |

  Scenario: What was sold beyond the count is set aside for a person, and no more of it is sold
    Given the inventory system counts 1 of a product with odd cents
    And the stock feed tells a count that is too high of a product with odd cents
    And I have 2 of a product with odd cents in my cart
    And I choose to pay with a good card
    When I place my order
    Then my order should be set aside, because the inventory system has less
    And the store should sell 0 of a product with odd cents, as the inventory system tells
    And exactly 1 order should exist for me
    And I should be charged exactly my order total once
    And my cart should be empty
    And my order should be confirmed
