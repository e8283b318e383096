@gateways
Feature: A store whose access to its payment gateway is wrong says so, and can be paid in another way

  @GW37
  Scenario Outline: With <mistake> no card is blamed and another way to pay is open
    Given the store reaches its payment gateway with <mistake>
    And I have a product in stock in my cart
    When I choose to pay with a good card
    And I try to place my order
    Then exactly 0 orders should exist for me
    And I should not be charged
    And I should be told that my payment was refused
    And I should not be told that my card was declined
    When I try again by invoice
    Then my order should be confirmed
    And exactly 1 order should exist for me
    And I should not be charged

    Examples:
      | mistake                 |
      | test keys in production |
      | a wrong account         |
      | an expired credential   |
